const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** RFC 9110's preferred form, which is the only one that a Date header has had since 1994. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
/** With a time; without a zone it is taken for UTC. */
const ISO =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** Epoch milliseconds of an HTTP date, or undefined. */
export function httpDate(text: string | undefined): number | undefined {
  if (text === undefined || !HTTP_DATE.test(text)) return undefined;
  return valid(Date.parse(text));
}

/** Epoch milliseconds of a moment in ISO 8601, or undefined. */
export function isoDate(text: string): number | undefined {
  const [, day, time, zone = 'Z'] = ISO.exec(text) ?? [];
  if (day === undefined || time === undefined) return undefined;
  const offset = zone.toUpperCase() === 'UTC' ? 'Z' : zone.toUpperCase();
  return valid(Date.parse(`${day}T${time}${offset}`));
}

/** Epoch milliseconds of a number that counts seconds, milliseconds, microseconds or nanoseconds since 1970. */
export function epoch(count: number, now: number): number | undefined {
  const moments = [1000, 1, 1e-3, 1e-6].map((unit) => count * unit);
  return moments.find((moment) => isNear(moment, now));
}

/** Whether a server may mean this moment by an end of a wait: none of yesterday, and none of next week. */
export function isNear(moment: number, now: number): boolean {
  return moment >= now - HOUR && moment <= now + DAY;
}

function valid(time: number): number | undefined {
  return Number.isNaN(time) ? undefined : time;
}
