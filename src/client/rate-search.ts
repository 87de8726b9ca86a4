import type { Crossing } from './bucket-fit';
import { fitBucket } from './bucket-fit';

/** Of a limit that was found or stated. The rest is the buffer that keeps answers from being refused. */
export const SHARE = 0.8;

/** A limit counts as found when the highest that explains what was seen is this little above the lowest. */
const CLOSE_ENOUGH = 1.8;
/** While the limit is looked for, the rate grows by this after each few requests that passed. */
const CLIMB = 1.15;
const PASSES_PER_STEP = 4;
/** Requests a second: after a long `Retry-After`, what was observed to pass would make the climb take hours. */
const CLIMB_FROM = 0.5;
/** Of the lowest limit that explains what was seen, where the best explanation lies above it. */
const MIDDLE = 1.4;
/** Refusals to learn from. After that, what has passed since the last one decides. */
const LESSONS = 4;
/** Crossings that are remembered: a search takes about 150. */
const MEMORY = 512;
/** A found limit is looked at again after this many milliseconds without a refusal. */
const LOOK_UP_AFTER = 5 * 60_000;

interface Limited {
  readonly kind: 'climbing' | 'found';
  readonly rate: number;
  /** When it began, in epoch milliseconds. */
  readonly since: number;
  /** That were held to the present rate. */
  readonly passes: number;
}

type Phase = { readonly kind: 'free' } | Limited;

/**
 * Looks for the limit of a server that states none. Free until the first refusal, then climbs from what was observed
 * to pass until the next one, and keeps to 80 % of what explains both.
 */
export class RateSearch {
  private phase: Phase = { kind: 'free' };
  private history: Crossing[] = [];
  private lessons = 0;

  /** Requests a second that may be sent; undefined while there is no limit. */
  get rate(): number | undefined {
    return this.phase.kind === 'free' ? undefined : this.phase.rate;
  }

  /** `held`: the rate made it wait, so that its passing says something about the rate. */
  passed(at: number, held: boolean): void {
    this.remember({ at, passed: true });
    const { phase } = this;
    if (!held) return;
    if (phase.kind === 'climbing') this.climb(phase);
    else if (phase.kind === 'found' && at - phase.since > LOOK_UP_AFTER) this.lookUp(phase, at);
  }

  refused(at: number): void {
    this.remember({ at, passed: false });
  }

  /** The pause after a refusal is over and what was under way is known: decides on the rate from now on. */
  resumed(now: number): void {
    if (this.phase.kind === 'found') this.forget(this.phase.since);
    this.lessons += 1;
    const { low, high, best } = fitBucket(this.history.toSorted(byTime));
    const isClear = high <= low * CLOSE_ENOUGH;
    const limit = isClear ? Math.min(best, low * MIDDLE) : Math.max(this.observed(now), low);
    const kind = isClear || this.lessons >= LESSONS ? 'found' : 'climbing';
    const least = kind === 'climbing' ? CLIMB_FROM : 0;
    this.phase = { kind, rate: Math.max(SHARE * limit, least), since: now, passes: 0 };
  }

  /** Old evidence is about a limit that may have changed since. */
  private forget(before: number): void {
    this.lessons = 0;
    this.history = this.history.filter((crossing) => crossing.at >= before);
  }

  private lookUp({ rate, since }: Limited, now: number): void {
    this.forget(since);
    this.phase = { kind: 'climbing', rate, since: now, passes: 0 };
  }

  private climb(phase: Limited): void {
    const passes = phase.passes + 1;
    this.phase =
      passes < PASSES_PER_STEP
        ? { ...phase, passes }
        : { ...phase, rate: phase.rate * CLIMB, passes: 0 };
  }

  private remember(crossing: Crossing): void {
    this.history.push(crossing);
    if (this.history.length > MEMORY) this.history.shift();
  }

  /** Requests a second that passed since the refusal before the last ones, their pause included. */
  private observed(now: number): number {
    const sorted = this.history.toSorted(byTime);
    const lastPass = sorted.findLastIndex((crossing) => crossing.passed);
    const before = sorted.slice(0, lastPass + 1).findLastIndex((crossing) => !crossing.passed);
    const since = sorted.slice(before + 1);
    const from = (before >= 0 ? sorted[before] : sorted[0])?.at ?? now;
    const count = since.filter((crossing) => crossing.passed).length;
    return Math.max(count, 1) / Math.max((now - from) / 1000, 1);
  }
}

function byTime(one: Crossing, other: Crossing): number {
  return one.at - other.at;
}
