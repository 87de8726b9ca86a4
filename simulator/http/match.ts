import type { ApiRequest } from './exchange';

/**
 * Which requests are meant. Omitted keys match everything. A text between slashes is a regular expression,
 * `/^\/v1\/expense\//`; any other must be equal.
 */
export interface RequestMatch {
  readonly method?: string;
  readonly path?: string;
  /** The `page` parameter; requests without one are on page 0. */
  readonly page?: number;
  readonly params?: Readonly<Record<string, string>>;
  /** Requests whose `createdFrom` to `createdTo` shares a second with these two, epoch seconds. */
  readonly touches?: readonly [from: number, to: number];
}

/** Which of the matching requests, counted from 1. Omitted: all. */
export interface CountMatch {
  /** Only these. */
  readonly nth?: number | readonly number[];
  /** From this one on. */
  readonly from?: number;
  /** Every n-th: 3 means the third, the sixth, … */
  readonly every?: number;
  /** At most this many times. */
  readonly times?: number;
}

export function matches(match: RequestMatch, { method, path, params }: ApiRequest): boolean {
  if (match.method !== undefined && match.method !== method) return false;
  if (match.path !== undefined && !fits(match.path, path)) return false;
  if (match.page !== undefined && match.page !== Number(params.get('page') ?? 0)) return false;
  if (match.touches !== undefined && !touches(match.touches, params)) return false;
  return Object.entries(match.params ?? {}).every(([name, pattern]) =>
    params.getAll(name).some((value) => fits(pattern, value)),
  );
}

function touches([from, to]: readonly [number, number], params: URLSearchParams): boolean {
  return Number(params.get('createdFrom')) <= to && Number(params.get('createdTo')) >= from;
}

/** Whether the `count`-th matching request is meant, after `used` earlier ones. */
export function counts(match: CountMatch, count: number, used: number): boolean {
  if (match.times !== undefined && used >= match.times) return false;
  if (match.from !== undefined && count < match.from) return false;
  if (match.every !== undefined && count % match.every !== 0) return false;
  return match.nth === undefined || [match.nth].flat().includes(count);
}

function fits(pattern: string, value: string): boolean {
  const expression = /^\/(.+)\/$/su.exec(pattern)?.[1];
  // A path begins with a slash too, and "/v1/" alone would be an expression: a path without a closing slash is not.
  return pattern === value || (expression !== undefined && new RegExp(expression, 'u').test(value));
}
