// @ts-check
// What the benchmark measured. Parts can be measured alone, so that any may be missing.

/** @typedef {{ median: number, least: number, most: number }} Spread */
/** @typedef {'connector' | 'get' | 'fetch' | 'copy'} ProgramName */
/** @typedef {{ seconds: Spread, cpuSeconds: Spread, peakBytes: Spread, firstRecordSeconds?: Spread }} Program */
/** @typedef {{ bookings: number, gzip: boolean, bytesPerBooking: number, rounds: number, programs: Partial<Record<ProgramName, Program>> }} Throughput */
/** @typedef {{ ms: number, pages: number, concurrency: number, share: number, afterStart?: number }} Latency */
/** @typedef {{ name: string, bookings?: number, peakBytes: Spread }} Memory */
/** @typedef {{ bookings: number, months: number, seconds: number, cpuSeconds: number, requests: number, peakBytes: number, stateBytes: number }} Size */
/** @typedef {{ name: string, bookings: number, cpuPerBooking: number, bookingsPerSecond: number }} Other */
/**
 * @typedef {object} Results
 * @property {string} [date]
 * @property {string} [node]
 * @property {number} [cores]
 * @property {readonly Throughput[]} [throughput]
 * @property {readonly Latency[]} [latency]
 * @property {readonly Memory[]} [memory]
 * @property {{ bookings?: readonly Size[], months?: readonly Size[] }} [growth]
 * @property {{ rounds: number, spec: Spread, node: Spread }} [start]
 * @property {readonly Other[]} [others]
 */

/** At least: rates and shares in percent. At most: seconds, MB, and what memory grows by. */
export const TARGETS = {
  rate: 2.5,
  rateGoal: 3.5,
  copy: 50,
  start: 0.2,
  latency: 92,
  memory: 125,
  memoryRatio: 1.15,
  cpu: 25,
};

const BYTES_IN_MB = 2 ** 20;

export const inMb = (/** @type {number} */ bytes) => bytes / BYTES_IN_MB;

/** @param {Spread} bytes @returns {Spread} */
export const spreadInMb = ({ median, least, most }) => ({
  median: inMb(median),
  least: inMb(least),
  most: inMb(most),
});

/** The median by the median; at its ends, the extremes. @param {Spread} value @param {Spread} by @param {number} [times] @returns {Spread} */
export const divided = (value, by, times = 1) => ({
  median: (times * value.median) / by.median,
  least: (times * value.least) / by.most,
  most: (times * value.most) / by.least,
});

/** Things a second. @param {number} count @param {Spread} seconds */
export const rateOf = (count, seconds) =>
  divided({ median: count, least: count, most: count }, seconds);
