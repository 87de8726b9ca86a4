import { httpDate } from '../http';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Requires a time; without a time zone it is UTC. */
const ISO =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

const SECONDS = /^\d+(?:\.\d+)?$/;

/**
 * Milliseconds to wait by a `Retry-After` header; undefined if it is missing or malformed. Besides seconds and HTTP
 * dates, some servers send ISO 8601 or epoch times. Dates are compared with the server's clock if known, so that a
 * wrong local clock doesn't matter. Never negative, at most `maxMs`.
 */
export function retryAfter(
  header: string | undefined,
  now: number,
  maxMs: number,
): number | undefined {
  const text = header?.trim() ?? '';
  const wait = SECONDS.test(text) ? ofNumber(Number(text), now) : untilDate(text, now);
  return wait === undefined ? undefined : Math.min(Math.max(wait, 0), maxMs);
}

function ofNumber(count: number, now: number): number {
  const moment = epoch(count, now);
  return moment === undefined ? count * 1000 : moment - now;
}

function untilDate(text: string, now: number): number | undefined {
  const date = httpDate(text) ?? isoDate(text);
  return date === undefined ? undefined : date - now;
}

/** Epoch milliseconds, or undefined if the text isn't ISO 8601. */
export function isoDate(text: string): number | undefined {
  const [, day, time, zone = 'Z'] = ISO.exec(text) ?? [];
  if (day === undefined || time === undefined) return undefined;
  const offset = zone.toUpperCase() === 'UTC' ? 'Z' : zone.toUpperCase();
  const moment = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(moment) ? undefined : moment;
}

/** Epoch milliseconds of a count of seconds, milliseconds, microseconds or nanoseconds since 1970. */
export function epoch(count: number, now: number): number | undefined {
  const moments = [1000, 1, 1e-3, 1e-6].map((unit) => count * unit);
  return moments.find((moment) => isNear(moment, now));
}

/** Whether a server may plausibly mean this time as the end of a wait. */
export function isNear(moment: number, now: number): boolean {
  return moment >= now - HOUR_MS && moment <= now + DAY_MS;
}
