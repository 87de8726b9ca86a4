/** While nothing is known of where the limit lies, and when it is known about. */
export type Pace = 'fast' | 'slow';

const GROWTH: Readonly<Record<Pace, number>> = { fast: 1.5, slow: 1.1 };
const LEAST_PASSES: Readonly<Record<Pace, number>> = { fast: 3, slow: 6 };
/** Of the burst: a step within it says nothing about the rate. */
const OF_BURST: Readonly<Record<Pace, number>> = { fast: 0.5, slow: 1 };
const LEAST_MS: Readonly<Record<Pace, number>> = { fast: 0, slow: 400 };
/** Seconds that a step takes at most. */
const MOST_SECONDS = 3;
/** Below this share of what the rate allows, nobody wants more, and what passes says nothing about it. */
const IN_USE = 0.75;

export interface ClimbOptions {
  /** Requests a second at first. */
  readonly from: number;
  readonly pace: Pace;
  /** Requests that the server is thought to let pass at once. */
  readonly burst: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: number;
}

/** A rate that grows step by step while it is used and nothing is refused. */
export class Climb {
  readonly kind = 'climbing';
  rate: number;
  private stepSince: number;
  private passes = 0;

  constructor(readonly options: ClimbOptions) {
    this.rate = options.from;
    this.stepSince = options.now;
  }

  /** Whether the rate is still the one it began with. */
  get isAtStart(): boolean {
    return this.rate === this.options.from;
  }

  passed(at: number): void {
    if (at < this.stepSince) return;
    this.passes += 1;
    const took = at - this.stepSince;
    const { pace } = this.options;
    if (this.passes < this.step() || took < LEAST_MS[pace]) return;
    if ((1000 * this.passes) / took >= IN_USE * this.rate) this.rate *= GROWTH[pace];
    this.stepSince = at;
    this.passes = 0;
  }

  private step(): number {
    const { pace, burst } = this.options;
    const least = LEAST_PASSES[pace];
    return Math.max(least, Math.min(OF_BURST[pace] * burst, MOST_SECONDS * this.rate));
  }
}
