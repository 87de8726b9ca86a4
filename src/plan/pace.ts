import { describeRange, type Range } from './range';

/** Of a response; what the measurements in docs/cost.md assume. */
const RESPONSE_SECONDS = 0.15;
/** Of a limit that the API has: what the connector uses of it. */
const SHARE = 0.8;
/** Limits that the API may have, requests a second. */
const ASSUMED_LIMITS = [20, 5];

export interface PaceOptions {
  readonly concurrency: number;
  /** The user's ceiling. */
  readonly requestsPerSecond: number | undefined;
}

/** How long the requests take under one assumption about the rate limit. */
export interface Duration {
  /** Assumed of the API, requests a second; undefined: none. */
  readonly limit: number | undefined;
  readonly seconds: Range;
}

/** No state says which limit an earlier sync found. A ceiling of the user's is not exceeded. */
export function durations(
  { min, max }: Range,
  { concurrency, requestsPerSecond: ceiling = Infinity }: PaceOptions,
): readonly Duration[] {
  const fastest = Math.min(concurrency / RESPONSE_SECONDS, ceiling);
  const limits = ASSUMED_LIMITS.filter((limit) => SHARE * limit < fastest);
  return [undefined, ...limits].map((limit) => {
    const rate = Math.min(fastest, SHARE * (limit ?? Infinity));
    return { limit, seconds: { min: min / rate, max: max === undefined ? max : max / rate } };
  });
}

/** One line for people. */
export function describeDurations(all: readonly Duration[], options: PaceOptions): string {
  const { concurrency, requestsPerSecond: ceiling } = options;
  const most = ceiling === undefined ? '' : `, at most ${String(ceiling)} requests a second`;
  const basis = `computed with 150 ms a response, ${String(concurrency)} at once${most}`;
  const parts = all.map(({ limit, seconds }) => {
    const time = describeRange(seconds, inWords);
    if (limit !== undefined) return `${time} with a limit of ${String(limit)} requests a second`;
    return `${time} without a rate limit (${basis})`;
  });
  return `Time: ${parts.join('; ')}.`;
}

function inWords(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${String(whole)} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 10) return `${String(minutes)} min ${String(whole % 60)} s`;
  return minutes < 120 ? `${String(minutes)} min` : `${String(Math.floor(minutes / 60))} h`;
}
