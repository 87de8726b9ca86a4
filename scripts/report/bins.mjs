// @ts-check
// Requests by time: a page has the same size for a hundred requests and for a million.
import { mean, quantile } from 'd3-array';
import { OUTCOMES } from './columns.mjs';

const MOST_BINS = 80;
/** Of time, in milliseconds: what an axis divides without a rest. */
const WIDTHS = [
  0.1, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400,
].map((seconds) => seconds * 1000);

/** @typedef {import('./columns.mjs').Outcome} Outcome */
/**
 * @typedef {object} Bin
 * @property {number} from
 * @property {number} to
 * @property {{ outcome: Outcome, count: number }[]} outcomes
 * @property {number} count
 * @property {number} p50 seconds
 * @property {number} p95 seconds
 */

/**
 * @param {import('./columns.mjs').RequestColumns} requests
 * @param {import('./timeline.mjs').Range} range
 * @returns {{ width: number, bins: Bin[] }}
 */
export function binned(requests, { start, end }) {
  const width =
    WIDTHS.find((each) => (end - start) / each <= MOST_BINS) ?? (end - start) / MOST_BINS;
  const first = Math.floor(start / width);
  /** @type {Map<number, number[]>} */
  const indices = new Map();
  for (let index = 0; index < requests.count; index++) {
    const bin = Math.floor((requests.sentAt[index] ?? 0) / width) - first;
    const inBin = indices.get(bin);
    if (inBin) inBin.push(index);
    else indices.set(bin, [index]);
  }
  const ordered = [...indices].sort(([a], [b]) => a - b);
  return {
    width,
    bins: ordered.map(([bin, inBin]) => binOf(requests, (first + bin) * width, width, inBin)),
  };
}

/**
 * @param {import('./columns.mjs').RequestColumns} requests
 * @param {number} from
 * @param {number} width
 * @param {readonly number[]} indices
 * @returns {Bin}
 */
function binOf(requests, from, width, indices) {
  const seconds = Float32Array.from(indices, (index) => requests.seconds[index] ?? 0).sort();
  const counts = OUTCOMES.map(() => 0);
  for (const index of indices) {
    const outcome = requests.outcome[index] ?? 0;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  const outcomes = OUTCOMES.map((outcome, index) => ({ outcome, count: counts[index] ?? 0 }));
  return {
    from,
    to: from + width,
    outcomes: outcomes.filter(({ count }) => count > 0),
    count: indices.length,
    p50: quantile(seconds, 0.5) ?? 0,
    p95: quantile(seconds, 0.95) ?? 0,
  };
}

/** Of all requests, in seconds; undefined without any. */
export function latencyOf(/** @type {import('./columns.mjs').RequestColumns} */ requests) {
  const { count, seconds, waitSeconds } = requests;
  if (count === 0) return undefined;
  const sorted = seconds.slice(0, count).sort();
  return {
    p50: quantile(sorted, 0.5) ?? 0,
    p95: quantile(sorted, 0.95) ?? 0,
    max: sorted.at(-1) ?? 0,
    meanWait: mean(waitSeconds.subarray(0, count)) ?? 0,
  };
}
