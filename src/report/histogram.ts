/** Each bucket ends this much above the one before. */
const GROWTH = 1.05;
const LOG_GROWTH = Math.log(GROWTH);
/** Up to an hour, far beyond any time-out. */
const BUCKETS = Math.ceil(Math.log(3_600_000) / LOG_GROWTH) + 1;

/**
 * Durations in milliseconds, in 311 buckets of fixed ratio: a percentile is at most 2.5 % off, of 1 ms to an hour. (A
 * bucket is reported as the value that is equally far, relatively, from both of its ends.) Shorter ones count as 1 ms.
 */
export class Histogram {
  private readonly counts = new Uint32Array(BUCKETS);
  private total = 0;
  maxMs = 0;

  add(ms: number): void {
    const bucket = Math.ceil(Math.log(Math.max(ms, 1)) / LOG_GROWTH);
    const index = Math.min(bucket, BUCKETS - 1);
    this.counts[index] = (this.counts[index] ?? 0) + 1;
    this.total += 1;
    this.maxMs = Math.max(this.maxMs, ms);
  }

  /** The smallest value that at least this share of all values, above 0 and up to 1, does not exceed; 0 without any. */
  percentileMs(share: number): number {
    let left = Math.ceil(share * this.total);
    const bucket = this.counts.findIndex((count) => (left -= count) <= 0);
    return this.total === 0 ? 0 : Math.min(middle(bucket), this.maxMs);
  }
}

function middle(bucket: number): number {
  return bucket === 0 ? 1 : (2 * GROWTH ** bucket) / (GROWTH + 1);
}
