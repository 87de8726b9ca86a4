import { Climb, type Pace } from './climb';
import type { Opening } from './opening';
import { Stretch } from './stretch';

/** Of a limit that was found or stated. The rest is the buffer that keeps answers from being refused. */
export const SHARE = 0.8;

/** A limit is found when what was refused is this little above what passes. */
const CLOSE_ENOUGH = 1.2;
/** Two stretches that passed the same, within this, were held by the same limit. */
const SAME = 0.1;
/** Requests of a stretch whose rate can be believed. */
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
/** With a smaller bucket, a request that came late makes the next one come too early. */
const FORGIVING = 2;
/** A found limit is looked at again after this many milliseconds without a refusal. */
const LOOK_UP_AFTER = 5 * 60_000;

interface Free {
  readonly kind: 'free';
}

interface Found {
  readonly kind: 'found';
  readonly rate: number;
  readonly since: number;
}

/** The limit lies between what passes and what was refused. Requests a second. */
interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Looks for the limit of a server that states none. Free until the first refusal, then climbs from what was observed
 * to pass until what is refused and what passes are close together, and keeps to 80 % of what lies between them.
 * Times in milliseconds of a clock that never goes back.
 */
export class RateSearch {
  private phase: Free | Climb | Found = { kind: 'free' };
  private stretch: Stretch | undefined;
  private opening: Opening | undefined;
  private bounds: Bounds | undefined;
  /** What the stretch before passed, in requests a second. */
  private before = 0;
  /** A found rate that the climb under way shall confirm or exceed, in requests a second. */
  private candidate: number | undefined;

  /** Requests a second that may be sent; undefined while there is no limit. */
  get rate(): number | undefined {
    return this.phase.kind === 'free' ? undefined : this.phase.rate;
  }

  /** `at`: when it was sent. */
  passed(at: number): void {
    this.stretchFrom(at).passed(at);
    const { phase } = this;
    if (phase.kind === 'climbing') phase.passed(at);
    if (phase.kind === 'found' && at - phase.since > LOOK_UP_AFTER) {
      this.candidate = phase.rate;
      this.climb(phase.rate, 'slow', at);
    }
  }

  refused(at: number): void {
    this.stretchFrom(at).refused(at);
  }

  /** The pause after a refusal is over and what was under way is known: decides on the rate from now on. */
  resumed(now: number): void {
    const stretch = this.stretchFrom(now);
    if (this.phase.kind === 'free') this.open(stretch, now);
    else if (stretch.count === 0) this.fallBack(stretch, this.phase, now);
    else if (this.phase.kind === 'found') this.review(stretch, this.phase, now);
    else this.narrow(stretch, this.phase, now);
  }

  private stretchFrom(at: number): Stretch {
    return (this.stretch ??= new Stretch(at, 0));
  }

  private open(stretch: Stretch, now: number): void {
    this.opening = stretch.opening(now);
    this.before = (1000 * Math.max(stretch.count, 1)) / Math.max(stretch.whole(now), 1000);
    this.stretch = stretch.next(now);
    this.climb(this.before, 'fast', now);
  }

  private fallBack(stretch: Stretch, phase: Climb | Found, now: number): void {
    stretch.join(now);
    if (phase.kind === 'climbing') this.climb(FALL_BACK * phase.rate, phase.options.pace, now);
  }

  /** A refusal at a rate that was found: chance, unless what passes has become much less. */
  private review(stretch: Stretch, { rate }: Found, now: number): void {
    const passes = this.passes(stretch, rate, now);
    if (stretch.count >= PROVEN) {
      this.keepTo(rate, now);
    } else if (passes >= STILL_PASSES * rate) {
      this.keepTo(GIVE_WAY * rate, now);
    } else {
      // Some of what passed may have done so before the limit changed.
      this.bounds = { low: 0, high: rate };
      this.remember(passes);
      this.climb(RESTART * passes, stretch.count < ENOUGH ? 'fast' : 'slow', now);
    }
    this.stretch = stretch.next(now);
  }

  private narrow(stretch: Stretch, phase: Climb, now: number): void {
    const passes = this.passes(stretch, phase.rate, now);
    const isTold = stretch.count >= ENOUGH;
    const bounds = this.boundsBy(stretch, phase, passes);
    const isSame = isTold && Math.abs(passes - this.before) < SAME * passes;
    const pace = this.bounds === undefined && !isTold ? 'fast' : 'slow';
    this.stretch = stretch.next(now);
    if (bounds.low > 0 && bounds.high <= CLOSE_ENOUGH * bounds.low) {
      this.find(bounds, now);
    } else if (isSame) {
      this.find({ low: passes, high: bounds.high }, now);
    } else {
      this.bounds = bounds;
      this.remember(passes);
      this.climb(RESTART * bounds.low, pace, now);
    }
  }

  /** Requests a second that the server lets pass at least. */
  private passes(stretch: Stretch, rate: number, now: number): number {
    const average = stretch.average(now);
    return Math.min(Math.max(average, stretch.sustained(this.burst(average))), rate);
  }

  private boundsBy(stretch: Stretch, phase: Climb, passes: number): Bounds {
    const { rate } = phase;
    if (this.tellsAll(stretch, phase, passes)) return { low: passes, high: passes };
    const { low, high } = this.bounds ?? { low: 0, high: Infinity };
    const narrower = { low: Math.max(low, passes), high: Math.min(high, rate) };
    if (narrower.low <= narrower.high) return narrower;
    // The limit has changed, or a single request came too early.
    return stretch.count >= ENOUGH ? { low: passes, high: rate } : { low: rate, high: rate };
  }

  /** Faster than the limit all the time, and the pause filled no bucket: then all that flowed in has passed. */
  private tellsAll(stretch: Stretch, phase: Climb, passes: number): boolean {
    return (
      stretch.count >= ENOUGH &&
      phase.isAtStart &&
      phase.rate > CLEARLY_ABOVE * passes &&
      stretch.beganBelow(this.burst(), passes)
    );
  }

  /** Chance only ever makes a limit look lower, so with a small bucket it is looked for twice. */
  private find({ low, high }: Bounds, now: number): void {
    const burst = this.burst();
    const lean = LEAN / burst;
    const rate = SHARE * low ** (1 - lean) * high ** lean;
    const { candidate } = this;
    this.bounds = undefined;
    this.opening?.close();
    if (candidate === undefined && burst < FORGIVING) {
      this.candidate = rate;
      this.climb(RESTART * low, 'slow', now);
    } else {
      this.candidate = undefined;
      this.keepTo(Math.max(rate, candidate ?? 0), now);
    }
  }

  private keepTo(rate: number, now: number): void {
    this.phase = { kind: 'found', rate, since: now };
  }

  private climb(rate: number, pace: Pace, now: number): void {
    const least = pace === 'fast' ? LEAST_START : Math.min(LEAST_START, this.before);
    const from = Math.max(rate, least);
    this.phase = new Climb({ from, pace, burst: this.burst(), now });
  }

  /** A stretch of which nothing can be said leaves what is known of the one before. */
  private remember(passes: number): void {
    if (passes > 0) this.before = passes;
  }

  private burst(perSecond = 0): number {
    return this.opening?.burst(perSecond) ?? 1;
  }
}
