/** Of a limit that was found or stated. The rest is the buffer that keeps requests from being refused. */
export const SHARE = 0.8;

/** A limit is found when the refused rate is this close to what passes. Ends a search during which the limit drops. */
const CLOSE_ENOUGH = 1.2;
/** Two samples that passed the same, within this, met the same limit. Without it, half of the limits are overrated. */
const SAME = 0.1;
/** Requests of a sample whose rate can be believed: with fewer, one limit in thirteen is missed. */
const ENOUGH = 12;
/**
 * Where the limit lies between what passes and what was refused, as an exponent, for a burst of one: 0 wastes 4 % of a
 * limit. A larger one lets the rate climb far above the limit before anything is refused, so that what passes says more.
 */
const LEAN = 0.75;
/** Requests between two refusals of a found rate that make a refusal chance. At one in 1000, this saves 9 % of a limit. */
const PROVEN = 400;
/** Of a found rate: if this much passes, a refusal was chance. Searching after each one doubles what is refused. */
const STILL_PASSES = 0.85;
/** Of what passes, or of a found rate: a little less. */
const STEP_BACK = 0.95;
/** Of a rate whose first request was refused. */
const FALL_BACK = 1 / 1.5;
/** Requests a second: from less, a climb would take hours. Less is only tried where less was observed to pass. */
const LEAST_START = 0.5;
/** With a smaller burst, a late request makes the next one come too early: the rate found first may be half the limit. */
const FORGIVING = 2;
const LOOK_UP_AFTER_MS = 5 * 60_000;

/**
 * What has to pass in each step of a climb: within a share of the burst, it says nothing about the rate. Slow steps of
 * less than 400 ms overtake a limit of 100 a second before it shows.
 */
const STEPS = {
  fast: { growth: 1.5, leastRequests: 3, ofBurst: 0.5, leastMs: 0 },
  slow: { growth: 1.1, leastRequests: 6, ofBurst: 1, leastMs: 400 },
} as const;
/** With a burst far above the limit, a step would take minutes. */
const LONGEST_STEP_SECONDS = 3;
/** Of a rate: a sync that uses less of it learns nothing about the limit, and must not climb without end. */
const IN_USE = 0.75;

/** Requests whose times a sample remembers; it only counts earlier ones. */
const MEMORY = 512;
/** In less than this, requests that were late and caught up look like a rate. */
const LEAST_WINDOW_MS = 250;
/** Requests beyond the burst, without which a window says nothing. */
const LEAST_EXCESS = 3;
/** Requests by which a burst may be larger than what was seen. Without it, a limit with bursts of five is overrated. */
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

  /** Requests a second that the server lets pass at least, if the bucket was empty at both refusals. */
  average(): number {
    // What passed after the refusal came from a bucket that had begun to fill, and would overrate the limit.
    const before = this.count - this.sentMs.filter((at) => at >= this.refusedMs).length;
    const tookMs = this.pausedBeforeMs + Math.max(this.refusedMs - this.startMs, 0);
    return (1000 * Math.max(before, 1)) / Math.max(tookMs, 1);
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

/** The rate grows step by step while it is used and nothing is refused. */
interface Climbing {
  readonly kind: 'climbing';
  ratePerSecond: number;
  readonly pace: keyof typeof STEPS;
  /** The most that passed since the climb began, unless the limit has changed; undefined until a first refusal. */
  readonly lowPerSecond?: number;
  /** A found rate that the climb shall confirm or exceed. */
  readonly candidatePerSecond?: number;
  stepSinceMs: number;
  stepRequests: number;
}

type Phase =
  | { readonly kind: 'unlimited' }
  | Climbing
  | { readonly kind: 'found'; readonly ratePerSecond: number; readonly sinceMs: number };

/**
 * Looks for the limit of a server that states none. Unlimited until the first refusal, then climbs from what was
 * observed to pass until what is refused and what passes are close together, and keeps to 80 % of what lies between
 * them. Times in milliseconds of a clock that never goes back.
 */
export class RateSearch {
  private phase: Phase = { kind: 'unlimited' };
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

  /** The limit that was found, in requests a second; undefined while it is looked for. */
  get limitPerSecond(): number | undefined {
    const { phase } = this;
    if (phase.kind === 'unlimited') return undefined;
    const kept = phase.kind === 'found' ? phase.ratePerSecond : phase.candidatePerSecond;
    return kept && kept / SHARE;
  }

  get isSettled(): boolean {
    return this.phase.kind === 'found';
  }

  passed(sentMs: number): void {
    this.sampleFrom(sentMs).passed(sentMs);
    const { phase } = this;
    if (phase.kind === 'climbing') this.grow(phase, sentMs);
    if (phase.kind === 'found' && sentMs - phase.sinceMs > LOOK_UP_AFTER_MS) {
      const { ratePerSecond } = phase;
      this.climb({ ratePerSecond, pace: 'slow', candidatePerSecond: ratePerSecond }, sentMs);
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
    if (phase.kind === 'unlimited') this.begin(sample, nowMs);
    else if (sample.count === 0) this.fallBack(phase, nowMs);
    else if (phase.kind === 'found') this.review(sample, phase.ratePerSecond, nowMs);
    else this.narrow(sample, phase, nowMs);
  }

  private sampleFrom(atMs: number): Sample {
    return (this.sample ??= new Sample(atMs, 0));
  }

  private begin(sample: Sample, nowMs: number): void {
    this.first = sample;
    this.burst = sample.burst(0);
    const tookMs = Math.max(nowMs - sample.startMs, 1000);
    this.passedBefore = (1000 * Math.max(sample.count, 1)) / tookMs;
    this.climb({ ratePerSecond: this.passedBefore, pace: 'fast' }, nowMs);
  }

  /** A found rate outlasts refusals that come one after another. */
  private fallBack(phase: Phase, nowMs: number): void {
    if (phase.kind !== 'climbing') return;
    this.climb({ ...phase, ratePerSecond: FALL_BACK * phase.ratePerSecond }, nowMs);
  }

  /** A refusal at a found rate: chance, unless what passes has become much less. */
  private review(sample: Sample, rate: number, nowMs: number): void {
    const passes = this.passes(sample);
    if (sample.count >= PROVEN) this.keepTo(rate, nowMs);
    else if (passes >= STILL_PASSES * rate) this.keepTo(STEP_BACK * rate, nowMs);
    else {
      this.passedBefore = passes;
      this.climb({ ratePerSecond: STEP_BACK * passes, pace: 'fast' }, nowMs);
    }
  }

  private narrow(sample: Sample, climb: Climbing, nowMs: number): void {
    const { ratePerSecond: rate, lowPerSecond } = climb;
    const passes = this.passes(sample);
    const hasEnough = sample.count >= ENOUGH;
    const isSame = hasEnough && Math.abs(passes - this.passedBefore) < SAME * passes;
    this.passedBefore = passes;
    // What passed once may be refused now: the limit has changed, or a single request came too early.
    const low = Math.min(Math.max(lowPerSecond ?? 0, passes), rate);
    if (isSame || rate <= CLOSE_ENOUGH * low) this.find(low, climb, nowMs);
    else {
      const pace = lowPerSecond === undefined && !hasEnough ? 'fast' : 'slow';
      this.climb({ ...climb, ratePerSecond: STEP_BACK * low, pace, lowPerSecond: low }, nowMs);
    }
  }

  /** Requests a second that the server lets pass at least. */
  private passes(sample: Sample): number {
    const average = sample.average();
    if (this.first !== undefined) this.burst = Math.min(this.burst, this.first.burst(average));
    return Math.max(average, sample.sustained(this.burst));
  }

  /** Chance only ever makes a limit look lower, so with a small burst it is looked for twice. */
  private find(low: number, climb: Climbing, nowMs: number): void {
    const { ratePerSecond: refused, candidatePerSecond: candidate } = climb;
    const rate = SHARE * low * (refused / low) ** (LEAN / this.burst);
    this.first = undefined;
    if (candidate !== undefined || this.burst >= FORGIVING) {
      this.keepTo(Math.max(rate, candidate ?? 0), nowMs);
    } else {
      const start = { ratePerSecond: STEP_BACK * low, pace: 'slow' } as const;
      this.climb({ ...start, candidatePerSecond: rate }, nowMs);
    }
  }

  private keepTo(ratePerSecond: number, sinceMs: number): void {
    this.phase = { kind: 'found', ratePerSecond, sinceMs };
  }

  private climb(
    start: Omit<Climbing, 'kind' | 'stepSinceMs' | 'stepRequests'>,
    nowMs: number,
  ): void {
    const least = start.pace === 'fast' ? LEAST_START : Math.min(LEAST_START, this.passedBefore);
    const ratePerSecond = Math.max(start.ratePerSecond, least);
    this.phase = { ...start, kind: 'climbing', ratePerSecond, stepSinceMs: nowMs, stepRequests: 0 };
  }

  private grow(climb: Climbing, sentMs: number): void {
    if (sentMs < climb.stepSinceMs) return;
    climb.stepRequests += 1;
    const { ratePerSecond: rate, stepRequests } = climb;
    const { growth, leastRequests, ofBurst, leastMs } = STEPS[climb.pace];
    const tookMs = sentMs - climb.stepSinceMs;
    const wanted = Math.min(ofBurst * this.burst, LONGEST_STEP_SECONDS * rate);
    if (stepRequests < Math.max(leastRequests, wanted) || tookMs < leastMs) return;
    if ((1000 * stepRequests) / tookMs >= IN_USE * rate) climb.ratePerSecond *= growth;
    climb.stepSinceMs = sentMs;
    climb.stepRequests = 0;
  }
}
