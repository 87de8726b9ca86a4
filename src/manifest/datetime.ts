/**
 * Dates and times as the low-code language writes them: a closed set of `strftime` directives.
 * `%_ms` is the fraction of a second with three digits, `%f` with six (Airbyte's extension and Python's meaning).
 */

const DIRECTIVE = /%_ms|%[YmdHMSsf%]/g;

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

const WRITERS: Readonly<Record<string, (date: Date) => string>> = {
  '%Y': (date) => pad(date.getUTCFullYear(), 4),
  '%m': (date) => pad(date.getUTCMonth() + 1, 2),
  '%d': (date) => pad(date.getUTCDate(), 2),
  '%H': (date) => pad(date.getUTCHours(), 2),
  '%M': (date) => pad(date.getUTCMinutes(), 2),
  '%S': (date) => pad(date.getUTCSeconds(), 2),
  '%s': (date) => String(Math.floor(date.getTime() / 1000)),
  '%_ms': (date) => pad(date.getUTCMilliseconds(), 3),
  '%f': (date) => pad(date.getUTCMilliseconds() * 1000, 6),
  '%%': () => '%',
};

/** The first directive of `format` that is not in the set, or undefined. */
export function unknownDirective(format: string): string | undefined {
  return /%[^%]?/.exec(format.replace(DIRECTIVE, ''))?.[0];
}

export function formatInstant(epochMs: number, format: string): string {
  const date = new Date(epochMs);
  return format.replace(DIRECTIVE, (directive) => WRITERS[directive]?.(date) ?? directive);
}

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)([.,]\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * An ISO 8601 date or date-time as epoch milliseconds; UTC where it names no zone, fractions beyond milliseconds cut
 * off. Undefined for anything else, also for days that do not exist (31 February).
 */
export function parseInstant(text: string): number | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const [, day = '', time = '00:00', fraction = '', zone = 'Z'] = match;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return undefined;
  const clock = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (Number.isNaN(clock)) return undefined;
  return clock + Number(fraction.slice(1, 4).padEnd(3, '0')) - offsetMs(zone);
}

function offsetMs(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}

const DURATION =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** An ISO 8601 duration: months (years are twelve) and the rest in milliseconds. Undefined for anything else. */
export function parseDuration(
  text: string,
): { readonly months: number; readonly ms: number } | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  return {
    months: years * 12 + months,
    ms: ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000,
  };
}
