import { epoch, httpDate, isoDate } from '../moment';

const SECONDS = /^\d+(?:\.\d+)?$/;

/**
 * Milliseconds to wait by a `Retry-After` header, which holds seconds or an HTTP date, and with some servers a date in
 * ISO 8601 or the time since 1970; undefined if it is missing or malformed. A date is compared with the server's own
 * clock where that is known, so that a wrong local clock does not count. Never negative, never more than `most`.
 */
export function retryAfter(
  header: string | undefined,
  now: number,
  most: number,
): number | undefined {
  const text = header?.trim() ?? '';
  const wait = SECONDS.test(text) ? ofNumber(Number(text), now) : untilDate(text, now);
  return wait === undefined ? undefined : Math.min(Math.max(wait, 0), most);
}

function ofNumber(count: number, now: number): number {
  const moment = epoch(count, now);
  return moment === undefined ? count * 1000 : moment - now;
}

function untilDate(text: string, now: number): number | undefined {
  const date = httpDate(text) ?? isoDate(text);
  return date === undefined ? undefined : date - now;
}
