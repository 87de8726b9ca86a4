import type { Explanation } from './problem';

const EXPECTED = 'a time in UTC such as 2024-01-01T00:00:00Z';
const PARTS =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?)?\s*(Z|z|[+-]\d{2}:?\d{2})?$/;

const SPELLING = /^[\d-]{10}T[\d:]{8}(\.\d+)?Z$/;

/** Why `value` is not a past time since 1970, in UTC; undefined if it is. `now` in epoch milliseconds. */
export function explainDateTime(value: string, now: number): Explanation | undefined {
  const parts = PARTS.exec(value.trim());
  const [, year, month, day, hour, minute, second, , zone] = parts ?? [];
  const quoted = JSON.stringify(value.slice(0, 40));
  if (year === undefined || month === undefined || day === undefined) {
    return { expected: EXPECTED, found: quoted };
  }
  if (!isDay(Number(year), Number(month), Number(day))) {
    return { expected: EXPECTED, found: `${quoted}, a date that does not exist` };
  }
  if (hour === undefined) {
    return {
      expected: EXPECTED,
      found: `${quoted}, a date without a time`,
      hint: meant(`${value.trim().slice(0, 10)}T00:00:00Z`),
    };
  }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) {
    return { expected: EXPECTED, found: `${quoted}, a time that does not exist` };
  }
  if (zone === undefined) {
    return {
      expected: EXPECTED,
      found: `${quoted}, a time without a time zone`,
      hint: 'Append "Z" for UTC.',
    };
  }
  const moment = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute ?? '00'}:${second ?? '00'}${zone.toUpperCase()}`,
  );
  if (moment > now) return { expected: 'a time in the past', found: quoted };
  if (moment < 0) return { expected: 'a time from 1970 on', found: quoted };
  return SPELLING.test(value) ? undefined : otherSpelling(quoted, moment, zone);
}

/** A valid time in a spelling that not every reader of the form would understand. */
function otherSpelling(quoted: string, moment: number, zone: string): Explanation {
  const isUtc = /^(Z|[+-]00:?00)$/i.test(zone);
  const found = isUtc ? quoted : `${quoted}, a time in another time zone`;
  return { expected: EXPECTED, found, hint: meant(utc(moment)) };
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function meant(value: string): string {
  return `Did you mean ${value}?`;
}

function utc(moment: number): string {
  return Number.isNaN(moment)
    ? 'the same in UTC'
    : new Date(moment).toISOString().replace('.000Z', 'Z');
}
