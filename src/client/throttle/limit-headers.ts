import { httpDate } from '../http';
import { epoch, isNear, isoDate } from '../retry/retry-after';

type Headers = Readonly<Record<string, string>>;

const NAMES = ['ratelimit', 'x-ratelimit', 'x-rate-limit'] as const;
const UNITS = { second: 1, minute: 60 } as const;

/** Seconds. A shorter window resets before its remaining quota matters. */
const SHORTEST_WINDOW_SECONDS = 5;
/** Seconds. Over a longer window a quota is no rate: it would spread few requests over minutes with nearly all left. */
const SHORT_WINDOW_SECONDS = 60;
/** Seconds over which a nearly exhausted quota is spread at most. */
const LONG_WINDOW_SECONDS = 3600;
/** Share of a quota below which it is nearly exhausted. */
const LITTLE = 0.1;
/** A larger number isn't seconds: servers also send milliseconds and microseconds. */
const MOST_SECONDS = 300;

/**
 * Requests per second by the server's limit headers. Reads the variants in use: `RateLimit-Policy` with a window,
 * `RateLimit` with limit, remaining and reset in one field, the three as separate fields with or without `X-`, and
 * limits named by unit (`-Limit-Second`). Undefined if the limit has no period: 1,000 may be per minute or per day. A
 * window longer than a minute gives a rate only once little of its quota is left.
 */
export function statedLimit(headers: Headers, now: number): number | undefined {
  const rates = [
    byPolicy(headers['ratelimit-policy']),
    byPolicy(headers['ratelimit-limit']),
    byPolicy(headers['x-ratelimit-limit']),
    ...NAMES.flatMap((name) => byUnit(headers, name)),
  ].filter((rate) => rate !== undefined);
  const stated = rates.length > 0 ? Math.min(...rates) : byReset(headers, now);
  return stated !== undefined && stated > 0 ? stated : undefined;
}

/**
 * Milliseconds until an exhausted quota resets; undefined if some is left or the rate alone keeps within a short
 * window.
 */
export function exhaustedForMs(headers: Headers, now: number): number | undefined {
  for (const name of NAMES) {
    const reset = secondsUntil(text(headers, name, 'reset'), now);
    if (reset === undefined || field(headers, name, 'remaining') !== 0) continue;
    if (reset > SHORTEST_WINDOW_SECONDS) return Math.ceil(1000 * reset);
  }
  return undefined;
}

export function hasRemaining(headers: Headers): boolean {
  return NAMES.some((name) => (field(headers, name, 'remaining') ?? 0) > 0);
}

export function isExhausted(headers: Headers): boolean {
  return NAMES.some((name) => field(headers, name, 'remaining') === 0);
}

/** `20;w=1`, `"default";q=20;w=1`, `20, 20;window=1`: quota per short window; the tightest of several. */
function byPolicy(header: string | undefined): number | undefined {
  const rates = (header ?? '').split(',').flatMap((policy) => {
    const seconds = numberIn(policy, /;\s*w(?:indow)?\s*=\s*(\d+)/);
    const quota = numberIn(policy, /;\s*q\s*=\s*(\d+)/) ?? numberIn(policy, /^\s*(\d+)/);
    if (seconds === undefined || quota === undefined) return [];
    return seconds > 0 && seconds <= SHORT_WINDOW_SECONDS ? [quota / seconds] : [];
  });
  return rates.length === 0 ? undefined : Math.min(...rates);
}

function byUnit(headers: Headers, name: string): number[] {
  return Object.entries(UNITS).flatMap(([unit, seconds]) => {
    const limit = numberIn(headers[`${name}-limit-${unit}`], /^\s*(\d+)/);
    return limit === undefined ? [] : [limit / seconds];
  });
}

/** Without a window: the limit divided by the time to its reset, and never more than what is left until then. */
function byReset(headers: Headers, now: number): number | undefined {
  for (const name of NAMES) {
    const limit = field(headers, name, 'limit') ?? quotaOf(headers);
    const reset = secondsUntil(text(headers, name, 'reset'), now);
    if (limit === undefined || reset === undefined) continue;
    const left = Math.min(field(headers, name, 'remaining') ?? limit, limit);
    return reset <= SHORTEST_WINDOW_SECONDS ? limit / reset : byWhatIsLeft(left, limit, reset);
  }
  return undefined;
}

function byWhatIsLeft(left: number, limit: number, reset: number): number | undefined {
  const isScarce = left <= LITTLE * limit && reset <= LONG_WINDOW_SECONDS;
  return reset <= SHORT_WINDOW_SECONDS || isScarce ? Math.max(left, 1) / reset : undefined;
}

function quotaOf(headers: Headers): number | undefined {
  return numberIn(headers['ratelimit-policy'], /;\s*q\s*=\s*(\d+)/);
}

/** The parts of `RateLimit`; newer drafts of the standard shorten two of their names. */
const PARTS = {
  limit: /\blimit\s*=\s*"?([^\s",;]+)/,
  remaining: /\b(?:remaining|r)\s*=\s*"?([^\s",;]+)/,
  reset: /\b(?:reset|t)\s*=\s*"?([^\s",;]+)/,
} as const;

type Part = keyof typeof PARTS;

function text(headers: Headers, name: string, part: Part): string | undefined {
  const separate = headers[`${name}-${part}`];
  if (separate !== undefined) return separate.trim();
  const all = headers[name];
  return all === undefined ? undefined : PARTS[part].exec(all)?.[1];
}

function field(headers: Headers, name: string, part: Part): number | undefined {
  return numberIn(text(headers, name, part), /^(\d+(?:\.\d+)?)/);
}

/** At least 1. Servers send seconds, a timestamp near now or a duration with units; anything else is ignored. */
function secondsUntil(reset: string | undefined, now: number): number | undefined {
  if (reset === undefined) return undefined;
  const seconds = untilMoment(reset, now) ?? ofNumber(reset) ?? ofDuration(reset);
  return seconds === undefined ? undefined : Math.max(seconds, 1);
}

function untilMoment(reset: string, now: number): number | undefined {
  const count = numberIn(reset, /^(\d+(?:\.\d+)?)$/);
  const moment = count === undefined ? (httpDate(reset) ?? isoDate(reset)) : epoch(count, now);
  return moment === undefined || !isNear(moment, now) ? undefined : (moment - now) / 1000;
}

/** A repeated header has its values joined by a comma. */
function ofNumber(reset: string): number | undefined {
  const count = numberIn(reset, /^(\d+(?:\.\d+)?)(?:\s*,.*)?$/);
  return count !== undefined && count <= MOST_SECONDS ? count : undefined;
}

const SECONDS_PER = { h: 3600, m: 60, s: 1, ms: 0.001 } as const;

/** `1m30s`, `500ms`. */
function ofDuration(reset: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/.test(reset)) return undefined;
  const parts = [...reset.matchAll(/([\d.]+)(h|ms|m|s)/g)];
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * SECONDS_PER[unit as keyof typeof SECONDS_PER],
    0,
  );
}

function numberIn(value: string | undefined, pattern: RegExp): number | undefined {
  const found = value === undefined ? undefined : pattern.exec(value)?.[1];
  return found === undefined ? undefined : Number(found);
}
