import { httpDate } from '../http';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** With a time; without a zone it is taken for UTC. */
const ISO =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

const SECONDS = /^\d+(?:\.\d+)?$/;

/**
 * Milliseconds to wait by a `Retry-After` header, which holds seconds or an HTTP date, and with some servers a date in
 * ISO 8601 or the time since 1970; undefined if it is missing or malformed. A date is compared with the server's own
 * clock where that is known, so that a wrong local clock does not count. Never negative, never more than `maxMs`.
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

/** Epoch milliseconds of a moment in ISO 8601, or undefined. */
export function isoDate(text: string): number | undefined {
  const [, day, time, zone = 'Z'] = ISO.exec(text) ?? [];
  if (day === undefined || time === undefined) return undefined;
  const offset = zone.toUpperCase() === 'UTC' ? 'Z' : zone.toUpperCase();
  const moment = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(moment) ? undefined : moment;
}

/** Epoch milliseconds of a number that counts seconds, milliseconds, microseconds or nanoseconds since 1970. */
export function epoch(count: number, now: number): number | undefined {
  const moments = [1000, 1, 1e-3, 1e-6].map((unit) => count * unit);
  return moments.find((moment) => isNear(moment, now));
}

/** Whether a server may mean this moment by an end of a wait: none of yesterday, and none of next week. */
export function isNear(moment: number, now: number): boolean {
  return moment >= now - HOUR_MS && moment <= now + DAY_MS;
}
