/** One request as a limiter saw it. */
export interface Crossing {
  /** When it was sent, in milliseconds. */
  readonly at: number;
  readonly passed: boolean;
}

/** The limits, in requests a second, that explain a history about equally well. */
export interface FitRange {
  readonly low: number;
  readonly high: number;
  /** In the middle of those that explain it best. */
  readonly best: number;
}

/** Rates are tried in steps of 4 %, from one request in two minutes to a thousand a second. */
const STEP = 1.04;
const RATES = Array.from({ length: 300 }, (_, n) => STEP ** n / 120).filter((rate) => rate <= 1000);
const BURSTS = [
  1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 20, 21, 22, 25, 30, 40, 50, 60, 75, 100, 150, 200,
];

/** A refusal is one event against the many that passed around it. */
const REFUSAL_WEIGHT = 3;

/** Requests by which an explanation may be worse than the best one: clocks and networks are not exact. */
const TOLERANCE = 0.25;

/**
 * Which token buckets could have let pass what passed and refused what was refused: the only evidence of a limit that
 * nobody states. Counting what passes does not do, since a bucket that was full hides its rate behind its burst.
 */
export function fitBucket(history: readonly Crossing[]): FitRange {
  const costs = RATES.map((rate) => Math.min(...BURSTS.map((burst) => cost(history, rate, burst))));
  const least = Math.min(...costs);
  const within = (most: number) => RATES.filter((_, n) => (costs[n] ?? Infinity) <= least + most);
  const fitting = within(TOLERANCE);
  const best = within(0.02);
  return {
    low: fitting[0] ?? 0,
    high: fitting.at(-1) ?? Infinity,
    best: Math.sqrt((best[0] ?? 1) * (best.at(-1) ?? 1)),
  };
}

/** By how many requests the history differs from what this bucket, full at first, would have done. */
function cost(history: readonly Crossing[], rate: number, burst: number): number {
  let tokens = burst;
  let at = history[0]?.at ?? 0;
  let total = 0;
  for (const crossing of history) {
    const refilled = tokens + ((crossing.at - at) * rate) / 1000;
    tokens = Math.min(burst, refilled);
    at = crossing.at;
    if (crossing.passed) {
      total += Math.max(0, 1 - tokens);
      tokens = Math.max(0, tokens - 1);
    } else {
      // By what was refilled, not by what the bucket holds: else a bucket of one would explain every refusal.
      total += REFUSAL_WEIGHT * Math.min(1, Math.max(0, refilled - 1));
    }
  }
  return total;
}
