/** What a server says about its limit. */
export interface StatedLimit {
  /** Requests a second, before any share is taken of it. */
  readonly perSecond: number;
}

type Headers = Readonly<Record<string, string>>;

const NAMES = ['ratelimit', 'x-ratelimit', 'x-rate-limit'] as const;
const UNITS = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;

/**
 * Reads the variants in use: `RateLimit-Policy` with a window, `RateLimit` with limit, remaining and reset in one
 * field, the three as separate fields with or without `X-`, and limits named by their unit (`-Limit-Second`).
 * Undefined where no time belongs to the number: a limit of a thousand may be one a minute or one a day.
 */
export function statedLimit(headers: Headers, now: number): StatedLimit | undefined {
  const rates = [
    byPolicy(headers['ratelimit-policy']),
    byPolicy(headers['ratelimit-limit']),
    byPolicy(headers['x-ratelimit-limit']),
    ...NAMES.flatMap((name) => byUnit(headers, name)),
  ].filter((rate) => rate !== undefined);
  const stated = rates.length > 0 ? Math.min(...rates) : byReset(headers, now);
  return stated === undefined || !(stated > 0) ? undefined : { perSecond: stated };
}

/**
 * Milliseconds until a quota that is used up begins anew; undefined while something is left of it, and where the
 * window is so short that the rate alone keeps to it.
 */
export function exhaustedFor(headers: Headers, now: number): number | undefined {
  for (const name of NAMES) {
    const reset = secondsUntil(field(headers, name, 'reset'), now);
    if (reset === undefined || field(headers, name, 'remaining') !== 0) continue;
    if (reset > SHORT_WINDOW) return Math.ceil(1000 * reset);
  }
  return undefined;
}

/** Whether a server says that something is left of a quota. */
export function hasRemaining(headers: Headers): boolean {
  return NAMES.some((name) => (field(headers, name, 'remaining') ?? 0) > 0);
}

/** `20;w=1`, `"default";q=20;w=1`, `20, 20;window=1`: quota by window, the tightest of several. */
function byPolicy(text: string | undefined): number | undefined {
  const rates = (text ?? '').split(',').flatMap((policy) => {
    const seconds = numberIn(policy, /;\s*w(?:indow)?\s*=\s*(\d+)/);
    const quota = numberIn(policy, /;\s*q\s*=\s*(\d+)/) ?? numberIn(policy, /^\s*(\d+)/);
    return seconds !== undefined && seconds > 0 && quota !== undefined ? [quota / seconds] : [];
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
    const limit = field(headers, name, 'limit');
    const reset = secondsUntil(field(headers, name, 'reset'), now);
    if (limit === undefined || reset === undefined) continue;
    const remaining = field(headers, name, 'remaining') ?? limit;
    // A window of seconds is over before what is left of it matters; the limit itself then is the rate.
    return reset <= SHORT_WINDOW ? limit / reset : Math.max(Math.min(limit, remaining), 1) / reset;
  }
  return undefined;
}

/** Seconds. */
const SHORT_WINDOW = 5;

function field(headers: Headers, name: string, part: string): number | undefined {
  const separate = numberIn(headers[`${name}-${part}`], /^\s*(\d+(?:\.\d+)?)/);
  return separate ?? numberIn(headers[name], new RegExp(`\\b${part}\\s*=\\s*(\\d+)`));
}

/** Seconds from now, epoch seconds or epoch milliseconds: servers write any of them. At least one. */
function secondsUntil(reset: number | undefined, now: number): number | undefined {
  if (reset === undefined) return undefined;
  if (reset > 1e12) return Math.max((reset - now) / 1000, 1);
  if (reset > 1e9) return Math.max(reset - now / 1000, 1);
  return Math.max(reset, 1);
}

function numberIn(text: string | undefined, pattern: RegExp): number | undefined {
  const found = pattern.exec(text ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}
