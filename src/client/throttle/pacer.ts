import Bottleneck from 'bottleneck';
import { abortable } from '../clock';
import type { Clock } from '../clock';

/** Scheduling costs Bottleneck milliseconds, so at a higher rate one job grants several permits. */
const JOBS_PER_SECOND = 250;

/**
 * Of the interval: what a timer was late by is caught up with, but never by a request so close behind another that a
 * server which takes one at a time would refuse it.
 */
const LEAST_GAP = 0.9;

/**
 * Hands out permits to send: evenly spaced by the rate, none during a pause. Stands aside while there is no rate.
 */
export class Pacer {
  private rate: number | undefined;
  /** In ticks of the clock, as all times here. (Bottleneck plans by the wall clock.) */
  private openAt = -Infinity;
  /** When the last one left. */
  private leftAt = -Infinity;
  /** Of the block that was granted last; a pause takes them back. */
  private permits = 0;
  /** One at a time: a job that is queued, but not yet under way, follows a changed `minTime`. */
  private readonly jobs = new Bottleneck({ maxConcurrent: 1 });

  constructor(private readonly clock: Clock) {}

  setRate(rate: number): void {
    if (rate === this.rate) return;
    if (this.rate === undefined) this.leftAt = this.clock.ticks();
    this.rate = rate;
    this.permits = 0;
    this.jobs.updateSettings({ minTime: this.interval() });
  }

  /** For so many milliseconds from now, or longer, if it is paused for longer. */
  pauseFor(wait: number): void {
    this.openAt = Math.max(this.openAt, this.clock.ticks() + wait);
    this.permits = 0;
  }

  /** Milliseconds until sending goes on; 0 if it is not paused. */
  get pausedFor(): number {
    return Math.max(this.openAt - this.clock.ticks(), 0);
  }

  /** Resolves when there is no pause, or no longer. */
  async open(signal: AbortSignal): Promise<void> {
    for (;;) {
      const wait = this.pausedFor;
      if (wait <= 0) return;
      await this.clock.sleep(Math.ceil(wait), signal);
    }
  }

  /** Milliseconds before which no request leaves. */
  get nextIn(): number {
    return Math.max(this.pausedFor, this.dueIn(1));
  }

  /** Resolves when a request may leave. */
  async permit(signal: AbortSignal): Promise<void> {
    if (this.rate === undefined) {
      await this.open(signal);
    } else if (this.permits > 0) {
      this.permits -= 1;
    } else {
      await abortable(this.granting(signal), signal);
    }
  }

  /** Resolves from within the job: Bottleneck takes its time until it calls a job done, and the spacing would suffer. */
  private granting(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.jobs.schedule(() => this.grant(signal).then(resolve)).catch(reject);
    });
  }

  close(): void {
    this.jobs.updateSettings({ minTime: 0 });
    void this.jobs.stop({ dropWaitingJobs: false });
  }

  private block(): number {
    return Math.max(1, Math.ceil((this.rate ?? 0) / JOBS_PER_SECOND));
  }

  private interval(): number {
    return this.rate === undefined ? 0 : (1000 * this.block()) / this.rate;
  }

  /** The gate after the grant: Bottleneck counts from when it planned a job, not from when the timer let it run. */
  private async grant(signal: AbortSignal): Promise<void> {
    // One that gave up takes nothing away from those behind it; `abortable` has told its caller.
    if (signal.aborted) return;
    try {
      await this.pass(signal);
    } catch {
      return;
    }
    this.leaves();
    this.permits = this.block() - 1;
  }

  /**
   * Until a permit has become bytes on a socket takes up to some milliseconds of this process, and two requests must
   * not come closer because the first was late. When its turn of the event loop is over, it has left.
   */
  private leaves(): void {
    this.leftAt = this.clock.ticks();
    setImmediate(() => {
      this.leftAt = this.clock.ticks();
    });
  }

  /** The pause may be prolonged while it lasts, so it is looked at again after each wait. */
  private async pass(signal: AbortSignal): Promise<void> {
    for (;;) {
      const wait = Math.max(this.pausedFor, this.dueIn(LEAST_GAP));
      if (wait <= 0) return;
      await this.clock.sleep(Math.ceil(wait), signal);
    }
  }

  /** Milliseconds until so many intervals have passed since the last one left. */
  private dueIn(intervals: number): number {
    return this.leftAt + intervals * this.interval() - this.clock.ticks();
  }
}
