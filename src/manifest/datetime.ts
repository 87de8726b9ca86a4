import { parseInstant } from './instant';

export { parseInstant };

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/**
 * Supported `strftime` directives. Fraction of a second: `%_ms` three digits (Airbyte's extension), `%f` six
 * (Python's).
 */
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
  '%z': () => '+0000',
  '%%': () => '%',
};

export const DIRECTIVES: readonly string[] = Object.keys(WRITERS);

const DIRECTIVE = /%_ms|%[YmdHMSsfz%]/g;

/** The first unsupported directive, or undefined. */
export function unknownDirective(format: string): string | undefined {
  return /%[^%]?/.exec(format.replace(DIRECTIVE, ''))?.[0];
}

export function formatInstant(epochMs: number, format: string): string {
  const date = new Date(epochMs);
  return format.replace(DIRECTIVE, (directive) => WRITERS[directive]?.(date) ?? directive);
}

/** A time with no two equal parts. */
const SAMPLE = Date.UTC(2026, 9, 11, 12, 13, 14, 567);

/** Whether `parseInstant` can read what `format` writes, at least to the day. */
export function isIsoFormat(format: string): boolean {
  const instant = parseInstant(formatInstant(SAMPLE, format));
  return instant !== undefined && instant <= SAMPLE && instant > SAMPLE - 86_400_000;
}

const DURATION =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Parses an ISO 8601 duration into months (a year is twelve) and milliseconds; undefined for anything else. */
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
