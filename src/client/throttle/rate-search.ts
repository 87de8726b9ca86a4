/** Of a limit that was found or stated. The rest is the buffer that keeps answers from being refused. */
export const SHARE = 0.8;

/** A limit is found when what was refused is this little above what passes. */
const CLOSE_ENOUGH = 1.2;
/** Two samples that passed the same, within this, were held by the same limit. */
const SAME = 0.1;
/** Requests of a sample whose rate can be believed. */
const ENOUGH = 12;
/** A rate that overtook what passes by this much was above the limit. */
const CLEARLY_ABOVE = 1.1;
/**
 * Where the limit lies between what passes and what was refused, as an exponent, for a burst of one. A larger one lets
 * the rate climb far above the limit before anything is refused, so that what passes says more.
 */
const LEAN = 0.75;
/** With a found rate, so many requests between two refusals are few enough refusals: under one in a hundred. */
const PROVEN = 400;
/** Of a found rate: passing so much, it was right but for the server's or the network's unevenness. */
const STILL_PASSES = 0.85;
const GIVE_WAY = 0.95;
/** Of what passes at least, from where a climb goes on. */
const RESTART = 0.95;
/** Of the rate whose first request was refused. */
const FALL_BACK = 1 / 1.5;
/** Requests a second: from less, a climb would take hours. Less is only tried where less was observed to pass. */
const LEAST_START = 0.5;
/** With a smaller burst, a request that came late makes the next one come too early. */
const FORGIVING = 2;
const LOOK_UP_AFTER_MS = 5 * 60_000;

/** What has to pass in each step of a climb: within a share of the burst, it says nothing about the rate. */
const STEPS = {
  fast: { growth: 1.5, leastRequests: 3, ofBurst: 0.5, leastMs: 0 },
  slow: { growth: 1.1, leastRequests: 6, ofBurst: 1, leastMs: 400 },
} as const;
const LONGEST_STEP_SECONDS = 3;
/** Of a rate: where less of it is used, what passes says nothing about the limit. */
const IN_USE = 0.75;

/** Requests whose times a sample remembers; those before them are only counted. */
const MEMORY = 512;
/** In less than this, what was late and caught up looks like a rate. */
const LEAST_WINDOW_MS = 250;
/** Requests beyond the burst, without which a window says nothing. */
const LEAST_EXCESS = 3;
/** Requests by which a burst may be larger than what was seen. */
const UNSEEN = 0.25;

/** What passed between the end of one pause and the end of the next. */
class Sample {
  count = 0;
  /** When the first request that was refused was sent: answers come in any order. */
  refusedMs = Infinity;
  private sentMs: number[] = [];

  constructor(
    readonly startMs: number,
    /** From the refusal to the end of the pause before this sample. */
    readonly pausedBeforeMs: number,
  ) {}

  passed(atMs: number): void {
    this.count += 1;
    this.sentMs.push(atMs);
    if (this.sentMs.length > MEMORY) this.sentMs.shift();
  }

  /**
   * Requests a second that the server lets pass at least, whether it counts by a bucket, which was empty at both
   * refusals, or by windows, which begin anew after both pauses.
   */
  average(nowMs: number): number {
    const before = this.count - this.sentMs.filter((at) => at >= this.refusedMs).length;
    const untilRefusedMs = this.pausedBeforeMs + Math.max(this.refusedMs - this.startMs, 0);
    // A refusal of the sample before that came late says nothing about when this one's bucket was empty.
    const byBucket = (before === 0 ? this.count : before) / Math.max(untilRefusedMs, 1);
    const byWindow = this.count / Math.max(nowMs - this.startMs, 1);
    return 1000 * Math.min(byWindow, byBucket);
  }

  /** The same, from any window that had more than a burst of this size explains. */
  sustained(burst: number): number {
    const times = this.sorted();
    const least = Math.ceil(burst) + LEAST_EXCESS;
    return times.reduce((most, from, first) => {
      const rates = times.slice(first + least).map((to, n) => {
        const excess = n + least + 1 - burst;
        return to - from < LEAST_WINDOW_MS ? 0 : (1000 * excess) / (to - from);
      });
      return Math.max(most, ...rates);
    }, 0);
  }

  /** Requests that a bucket holds at most, if it was full once and at least this rate flows into it. */
  burst(ratePerSecond: number): number {
    const held = this.sorted().map((at, n, { length }) => {
      const flowedIn = (ratePerSecond * Math.max(this.refusedMs - at, 0)) / 1000;
      return length - n - flowedIn + UNSEEN;
    });
    return Math.max(1, ...held);
  }

  private sorted(): number[] {
    return this.sentMs.toSorted((one, other) => one - other);
  }
}

/** The limit lies between what passes and what was refused. Requests a second. */
interface Bounds {
  readonly low: number;
  readonly high: number;
}

interface Found {
  readonly kind: 'found';
  readonly ratePerSecond: number;
  readonly sinceMs: number;
}

/** The rate grows step by step while it is used and nothing is refused. */
interface Climbing {
  readonly kind: 'climbing';
  ratePerSecond: number;
  readonly pace: keyof typeof STEPS;
  readonly bounds?: Bounds;
  /** A found rate that the climb shall confirm or exceed. */
  readonly candidatePerSecond?: number;
  hasGrown: boolean;
  stepSinceMs: number;
  stepRequests: number;
}

type ClimbStart = Pick<Climbing, 'ratePerSecond' | 'pace' | 'bounds' | 'candidatePerSecond'>;

/**
 * Looks for the limit of a server that states none. Unlimited until the first refusal, then climbs from what was
 * observed to pass until what is refused and what passes are close together, and keeps to 80 % of what lies between
 * them. Times in milliseconds of a clock that never goes back.
 */
export class RateSearch {
  private phase: { readonly kind: 'unlimited' } | Climbing | Found = { kind: 'unlimited' };
  private sample: Sample | undefined;
  /** What passed before the first refusal, until a limit is found: from then on the limit may have changed. */
  private first: Sample | undefined;
  /** Requests that the server lets pass at once at most. */
  private burst = 1;
  /** What the sample before passed, in requests a second. */
  private passedBefore = 0;

  /** Requests a second that may be sent; undefined while there is no limit. */
  get ratePerSecond(): number | undefined {
    return this.phase.kind === 'unlimited' ? undefined : this.phase.ratePerSecond;
  }

  passed(sentMs: number): void {
    this.sampleFrom(sentMs).passed(sentMs);
    const { phase } = this;
    if (phase.kind === 'climbing') this.grow(phase, sentMs);
    if (phase.kind === 'found' && sentMs - phase.sinceMs > LOOK_UP_AFTER_MS) {
      const { ratePerSecond } = phase;
      const start = { ratePerSecond, pace: 'slow', candidatePerSecond: ratePerSecond } as const;
      this.phase = this.climb(start, sentMs);
    }
  }

  refused(sentMs: number): void {
    const sample = this.sampleFrom(sentMs);
    sample.refusedMs = Math.min(sample.refusedMs, sentMs);
  }

  /** The pause after a refusal is over and what was under way is known: decides on the rate from now on. */
  resumed(nowMs: number): void {
    const { phase } = this;
    const sample = this.sampleFrom(nowMs);
    this.sample = new Sample(nowMs, nowMs - sample.refusedMs);
    if (phase.kind === 'unlimited') this.phase = this.begin(sample, nowMs);
    else if (sample.count === 0) this.phase = this.fallBack(sample, phase, nowMs);
    else if (phase.kind === 'found') this.phase = this.review(sample, phase, nowMs);
    else this.phase = this.narrow(sample, phase, nowMs);
  }

  private sampleFrom(atMs: number): Sample {
    return (this.sample ??= new Sample(atMs, 0));
  }

  private begin(sample: Sample, nowMs: number): Climbing {
    this.first = sample;
    this.burst = sample.burst(0);
    const tookMs = Math.max(nowMs - sample.startMs, 1000);
    this.passedBefore = (1000 * Math.max(sample.count, 1)) / tookMs;
    return this.climb({ ratePerSecond: this.passedBefore, pace: 'fast' }, nowMs);
  }

  /** Nothing passed: this pause and the one before are one. */
  private fallBack(sample: Sample, phase: Climbing | Found, nowMs: number): Climbing | Found {
    this.sample = new Sample(nowMs, sample.pausedBeforeMs + nowMs - sample.startMs);
    if (phase.kind === 'found') return phase;
    return this.climb({ ...phase, ratePerSecond: FALL_BACK * phase.ratePerSecond }, nowMs);
  }

  /** A refusal at a rate that was found: chance, unless what passes has become much less. */
  private review(sample: Sample, found: Found, nowMs: number): Climbing | Found {
    const rate = found.ratePerSecond;
    const passes = this.passes(sample, rate, nowMs);
    if (sample.count >= PROVEN) return { ...found, sinceMs: nowMs };
    if (passes >= STILL_PASSES * rate) {
      return { kind: 'found', ratePerSecond: GIVE_WAY * rate, sinceMs: nowMs };
    }
    this.passedBefore = passes;
    const pace = sample.count < ENOUGH ? 'fast' : 'slow';
    // Some of what passed may have done so before the limit changed.
    const bounds = { low: 0, high: rate };
    return this.climb({ ratePerSecond: RESTART * passes, pace, bounds }, nowMs);
  }

  private narrow(sample: Sample, climb: Climbing, nowMs: number): Climbing | Found {
    const passes = this.passes(sample, climb.ratePerSecond, nowMs);
    const bounds = this.boundsBy(sample, passes, climb);
    const hasEnough = sample.count >= ENOUGH;
    if (bounds.high <= CLOSE_ENOUGH * bounds.low) return this.find(bounds, climb, nowMs);
    if (hasEnough && Math.abs(passes - this.passedBefore) < SAME * passes) {
      return this.find({ low: passes, high: bounds.high }, climb, nowMs);
    }
    this.passedBefore = passes;
    const pace = climb.bounds === undefined && !hasEnough ? 'fast' : 'slow';
    return this.climb({ ...climb, ratePerSecond: RESTART * bounds.low, pace, bounds }, nowMs);
  }

  /** Requests a second that the server lets pass at least. */
  private passes(sample: Sample, rate: number, nowMs: number): number {
    const average = sample.average(nowMs);
    if (this.first !== undefined) this.burst = Math.min(this.burst, this.first.burst(average));
    return Math.min(Math.max(average, sample.sustained(this.burst)), rate);
  }

  private boundsBy(sample: Sample, passes: number, climb: Climbing): Bounds {
    const { ratePerSecond: rate, hasGrown, bounds = { low: 0, high: Infinity } } = climb;
    const hasEnough = sample.count >= ENOUGH;
    const isAbove = hasEnough && !hasGrown && rate > CLEARLY_ABOVE * passes;
    // Above the limit all the time, and the pause filled no bucket: then all that flowed in has passed.
    if (isAbove && (passes * sample.pausedBeforeMs) / 1000 <= this.burst) {
      return { low: passes, high: passes };
    }
    const low = Math.max(bounds.low, passes);
    const high = Math.min(bounds.high, rate);
    if (low <= high) return { low, high };
    // The limit has changed, or a single request came too early.
    return { low: hasEnough ? passes : rate, high: rate };
  }

  /** Chance only ever makes a limit look lower, so with a small burst it is looked for twice. */
  private find({ low, high }: Bounds, climb: Climbing, nowMs: number): Climbing | Found {
    const lean = LEAN / this.burst;
    const rate = SHARE * low ** (1 - lean) * high ** lean;
    this.first = undefined;
    const { candidatePerSecond: candidate } = climb;
    if (candidate === undefined && this.burst < FORGIVING) {
      const start = {
        ratePerSecond: RESTART * low,
        pace: 'slow',
        candidatePerSecond: rate,
      } as const;
      return this.climb(start, nowMs);
    }
    return { kind: 'found', ratePerSecond: Math.max(rate, candidate ?? 0), sinceMs: nowMs };
  }

  private climb(start: ClimbStart, nowMs: number): Climbing {
    const least = start.pace === 'fast' ? LEAST_START : Math.min(LEAST_START, this.passedBefore);
    const ratePerSecond = Math.max(start.ratePerSecond, least);
    const step = { hasGrown: false, stepSinceMs: nowMs, stepRequests: 0 };
    return { ...start, kind: 'climbing', ratePerSecond, ...step };
  }

  private grow(climb: Climbing, sentMs: number): void {
    if (sentMs < climb.stepSinceMs) return;
    climb.stepRequests += 1;
    const { ratePerSecond: rate, stepRequests } = climb;
    const { growth, leastRequests, ofBurst, leastMs } = STEPS[climb.pace];
    const tookMs = sentMs - climb.stepSinceMs;
    const wanted = Math.min(ofBurst * this.burst, LONGEST_STEP_SECONDS * rate);
    if (stepRequests < Math.max(leastRequests, wanted) || tookMs < leastMs) return;
    if ((1000 * stepRequests) / tookMs >= IN_USE * rate) {
      climb.ratePerSecond *= growth;
      climb.hasGrown = true;
    }
    climb.stepSinceMs = sentMs;
    climb.stepRequests = 0;
  }
}
