import { httpDate } from '../http';
import { epoch, isNear, isoDate } from '../retry/retry-after';

type Headers = Readonly<Record<string, string>>;

const NAMES = ['ratelimit', 'x-ratelimit', 'x-rate-limit'] as const;
const UNITS = { second: 1, minute: 60 } as const;

/** Seconds. What is left of a window of seconds does not matter: it is over before. */
const SHORTEST_WINDOW = 5;
/** A quota of a longer window is no pace: a few requests would be spread over minutes, though nearly all of it is left. */
const SHORT_WINDOW = 60;
/** What little is left is spread over so long a time at most. */
const LONG_WINDOW = 3600;
/** Of a quota. */
const LITTLE = 0.1;
/** A larger number is none of seconds: milliseconds are in use as well, and microseconds. */
const MOST_SECONDS = 300;

/**
 * Requests a second by what a server states about its limit. Reads the variants in use: `RateLimit-Policy` with a
 * window, `RateLimit` with limit, remaining and reset in one field, the three as separate fields with or without `X-`,
 * and limits named by their unit (`-Limit-Second`). Undefined where no time belongs to the number: a limit of a
 * thousand may be one a minute or one a day. Of a window longer than a minute only what little is left of it is a pace.
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
 * Milliseconds until a quota that is used up begins anew; undefined while something is left of it, and where the
 * window is so short that the rate alone keeps to it.
 */
export function exhaustedForMs(headers: Headers, now: number): number | undefined {
  for (const name of NAMES) {
    const reset = secondsUntil(text(headers, name, 'reset'), now);
    if (reset === undefined || field(headers, name, 'remaining') !== 0) continue;
    if (reset > SHORTEST_WINDOW) return Math.ceil(1000 * reset);
  }
  return undefined;
}

/** Whether a server says that something is left of a quota. */
export function hasRemaining(headers: Headers): boolean {
  return NAMES.some((name) => (field(headers, name, 'remaining') ?? 0) > 0);
}

/** Whether a server says that nothing is left of a quota. */
export function isExhausted(headers: Headers): boolean {
  return NAMES.some((name) => field(headers, name, 'remaining') === 0);
}

/** `20;w=1`, `"default";q=20;w=1`, `20, 20;window=1`: quota by short window, the tightest of several. */
function byPolicy(header: string | undefined): number | undefined {
  const rates = (header ?? '').split(',').flatMap((policy) => {
    const seconds = numberIn(policy, /;\s*w(?:indow)?\s*=\s*(\d+)/);
    const quota = numberIn(policy, /;\s*q\s*=\s*(\d+)/) ?? numberIn(policy, /^\s*(\d+)/);
    if (seconds === undefined || quota === undefined) return [];
    return seconds > 0 && seconds <= SHORT_WINDOW ? [quota / seconds] : [];
  });
  return rates.length === 0 ? undefined : Math.min(...rates);
}

function byUnit(headers: Headers, name: string): number[] {
  return Object.entries(UNITS).flatMap(([unit, seconds]) => {
    const limit = numberIn(headers[`${name}-limit-${unit}`], /^\s*(\d+)/);
    return limit === undefined ? [] : [limit / seconds];
  });
}

/** Without a window: the limit by the time until it is reset, and never more than what is left until then. */
function byReset(headers: Headers, now: number): number | undefined {
  for (const name of NAMES) {
    const limit = field(headers, name, 'limit') ?? quotaOf(headers);
    const reset = secondsUntil(text(headers, name, 'reset'), now);
    if (limit === undefined || reset === undefined) continue;
    const left = Math.min(field(headers, name, 'remaining') ?? limit, limit);
    return reset <= SHORTEST_WINDOW ? limit / reset : byWhatIsLeft(left, limit, reset);
  }
  return undefined;
}

function byWhatIsLeft(left: number, limit: number, reset: number): number | undefined {
  const isScarce = left <= LITTLE * limit && reset <= LONG_WINDOW;
  return reset <= SHORT_WINDOW || isScarce ? Math.max(left, 1) / reset : undefined;
}

function quotaOf(headers: Headers): number | undefined {
  return numberIn(headers['ratelimit-policy'], /;\s*q\s*=\s*(\d+)/);
}

/** What newer drafts of the standard call the parts of `RateLimit`. */
const SHORT_NAMES: Readonly<Record<string, string>> = { remaining: 'r', reset: 't' };

function text(headers: Headers, name: string, part: string): string | undefined {
  const separate = headers[`${name}-${part}`];
  if (separate !== undefined) return separate.trim();
  const names = [part, SHORT_NAMES[part]].filter((each) => each !== undefined).join('|');
  return new RegExp(`\\b(?:${names})\\s*=\\s*"?([^\\s",;]+)`).exec(headers[name] ?? '')?.[1];
}

function field(headers: Headers, name: string, part: string): number | undefined {
  return numberIn(text(headers, name, part), /^(\d+(?:\.\d+)?)/);
}

/**
 * A number of seconds, a time near now or a duration with units: servers write any of them. What is none of these is
 * not believed. At least one.
 */
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

/** A header that came twice has its values side by side. */
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
  const found = pattern.exec(value ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}
