/**
 * Reads ISO 8601 at fixed positions: it runs for every record, and a regular expression takes ten times as long.
 * Anything that isn't a number in its range becomes NaN, which propagates to the end.
 */

const MS_PER_DAY = 86_400_000;
const DAYS_OF_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const [ZERO, NINE, BLANK, COLON, DOT, COMMA, PLUS, MINUS, LOWER_T, LOWER_Z] = [
  48, 57, 32, 58, 46, 44, 43, 45, 116, 122,
];
/** Bit that lower-cases an ASCII letter and leaves a blank unchanged. */
const LOWER = 0x20;

/**
 * Epoch milliseconds of an ISO 8601 date or date-time; UTC by default, fractions truncated to milliseconds. Undefined
 * for anything else, including days that don't exist (31 February).
 */
export function parseInstant(text: string): number | undefined {
  const separator = text.charCodeAt(10) | LOWER;
  const timed = (separator === LOWER_T || separator === BLANK) && isDigit(text.charCodeAt(11));
  const seconds = timed && text.charCodeAt(16) === COLON;
  const fraction = timed ? (seconds ? 19 : 16) : 10;
  const zone = seconds ? endOfFraction(text, fraction) : fraction;
  const clock = (timed ? clockAt(text, seconds) : 0) + fractionMs(text, fraction, zone);
  // ISO 8601 allows 24:00 and nothing later.
  if (clock > MS_PER_DAY) return undefined;
  const instant = day(text) * MS_PER_DAY + clock - offsetMs(text, zone);
  return Number.isNaN(instant) ? undefined : instant;
}

/** Days since 1970-01-01, counted in years that start in March, so that a leap day is the last of its year. */
function day(text: string): number {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const date = twoDigits(text, 8);
  const dashed = text.charCodeAt(4) === MINUS && text.charCodeAt(7) === MINUS;
  if (!dashed || !(date >= 1 && date <= daysOfMonth(year, month))) return NaN;
  const shifted = month > 2 ? year : year - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date;
  return 365 * shifted + leapDays + dayOfYear - 719_469;
}

function daysOfMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (DAYS_OF_MONTHS[month - 1] ?? 0);
}

/** Milliseconds since midnight, from `hh:mm` or `hh:mm:ss`. */
function clockAt(text: string, withSeconds: boolean): number {
  const hours = twoDigits(text, 11);
  const minutes = twoDigits(text, 14);
  const seconds = withSeconds ? twoDigits(text, 17) : 0;
  const valid = text.charCodeAt(13) === COLON && hours <= 24 && minutes <= 59 && seconds <= 59;
  return valid ? ((hours * 60 + minutes) * 60 + seconds) * 1000 : NaN;
}

/** End of the digits after a point or comma at `start`; `start` itself if there is no fraction. */
function endOfFraction(text: string, start: number): number {
  const point = text.charCodeAt(start);
  if (point !== DOT && point !== COMMA) return start;
  let end = start + 1;
  while (isDigit(text.charCodeAt(end))) end++;
  return end > start + 1 ? end : start;
}

function fractionMs(text: string, start: number, end: number): number {
  let ms = 0;
  for (let at = start + 1, unit = 100; at < end && unit >= 1; at++, unit /= 10) {
    ms += (text.charCodeAt(at) - ZERO) * unit;
  }
  return ms;
}

/** `Z`, `±hh`, `±hhmm`, `±hh:mm` or nothing, up to the end of the text. */
function offsetMs(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === BLANK) at++;
  const left = text.length - at;
  if (left === 0) return 0;
  const sign = text.charCodeAt(at);
  if (left === 1) return (sign | LOWER) === LOWER_Z ? 0 : NaN;
  if (sign !== PLUS && sign !== MINUS) return NaN;
  const colon = text.charCodeAt(at + 3) === COLON ? 1 : 0;
  if (left !== 3 && left !== 5 + colon) return NaN;
  const hours = twoDigits(text, at + 1);
  const minutes = left === 3 ? 0 : twoDigits(text, at + 3 + colon);
  if (!(hours <= 23 && minutes <= 59)) return NaN;
  return (sign === MINUS ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at);
  const ones = text.charCodeAt(at + 1);
  return isDigit(tens) && isDigit(ones) ? (tens - ZERO) * 10 + ones - ZERO : NaN;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}
