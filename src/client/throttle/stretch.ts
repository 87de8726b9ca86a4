import { Opening } from './opening';

/** Times that are remembered; what passed before them is only counted. */
const MEMORY = 512;
/** Milliseconds. In less than this, what was late and caught up looks like a rate. */
const LEAST_WINDOW = 250;
/** Requests beyond the burst, without which a window says nothing. */
const LEAST_EXCESS = 3;

/** What passed between the end of one pause and the end of the next. All times in milliseconds. */
export class Stretch {
  count = 0;
  private recent: number[] = [];
  private refusedAt: number | undefined;

  constructor(
    private since: number,
    /** How long the pause before it took. */
    private pausedBefore: number,
  ) {}

  passed(at: number): void {
    this.count += 1;
    this.recent.push(at);
    if (this.recent.length > MEMORY) this.recent.shift();
  }

  /** Requests are answered in any order, so the first that was refused may not be the first that is known. */
  refused(at: number): void {
    this.refusedAt = Math.min(this.refusedAt ?? at, at);
  }

  /** Nothing passed before the next refusal: the two pauses are one. */
  join(now: number): void {
    this.pausedBefore += now - this.since;
    this.since = now;
    this.refusedAt = undefined;
  }

  /** With the pause at its end. */
  whole(now: number): number {
    return now - this.since;
  }

  /** This stretch as the first of all. */
  opening(now: number): Opening {
    return new Opening(this.times(), this.refusedAt ?? now);
  }

  /** From the beginning to the first refusal. */
  private lasted(now: number): number {
    return Math.max((this.refusedAt ?? now) - this.since, 0);
  }

  /** The stretch that begins when the pause of this one ends. */
  next(now: number): Stretch {
    return new Stretch(now, now - (this.refusedAt ?? now));
  }

  /** Whether a bucket that was empty when the pause before began cannot have been full when it ended. */
  beganBelow(burst: number, perSecond: number): boolean {
    return burst >= (perSecond * this.pausedBefore) / 1000;
  }

  /**
   * Requests a second that the server lets pass at least, whether it counts by a bucket, which was empty at both
   * refusals, or by windows, which begin anew after both pauses.
   */
  average(now: number): number {
    const { refusedAt = now } = this;
    const after = this.recent.filter((at) => at >= refusedAt).length;
    // A refusal of the stretch before that came late says nothing about when this one's bucket was empty.
    const before = after === this.count ? this.count : this.count - after;
    const byWindow = this.count / Math.max(this.whole(now), 1);
    const byBucket = before / Math.max(this.lasted(now) + this.pausedBefore, 1);
    return 1000 * Math.min(byWindow, byBucket);
  }

  /** The same, from any window that had more than a burst of this size explains. */
  sustained(burst: number): number {
    const times = this.times();
    const least = Math.ceil(burst) + LEAST_EXCESS;
    return times.reduce((most, from, first) => {
      const rates = times.slice(first + least).map((to, n) => {
        const excess = n + least + 1 - burst;
        return to - from < LEAST_WINDOW ? 0 : (1000 * excess) / (to - from);
      });
      return Math.max(most, ...rates);
    }, 0);
  }

  private times(): number[] {
    return this.recent.toSorted((one, other) => one - other);
  }
}
