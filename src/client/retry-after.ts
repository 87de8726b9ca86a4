const SECONDS = /^\d+(?:\.\d+)?$/;
/** RFC 9110's preferred form, which is the only one that a Date header has had since 1994. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Milliseconds to wait by a `Retry-After` header, which holds seconds or an HTTP date; undefined if it is missing or
 * malformed. A date is compared with the server's own clock where that is known, so that a wrong local clock does not
 * count. Never negative, never more than `most`.
 */
export function retryAfter(
  header: string | undefined,
  now: number,
  most: number,
): number | undefined {
  const text = header?.trim() ?? '';
  const wait = SECONDS.test(text) ? Number(text) * 1000 : untilDate(text, now);
  return wait === undefined ? undefined : Math.min(Math.max(wait, 0), most);
}

function untilDate(text: string, now: number): number | undefined {
  const date = httpDate(text);
  return date === undefined ? undefined : date - now;
}

/** Epoch milliseconds of an HTTP date, or undefined. */
export function httpDate(text: string | undefined): number | undefined {
  if (text === undefined || !HTTP_DATE.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
