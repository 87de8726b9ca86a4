/** What an expression can yield: an `Instant` for a point in time, otherwise JSON. */
export type Value =
  | string
  | number
  | boolean
  | null
  | Instant
  | Duration
  | readonly Value[]
  | { readonly [key: string]: Value };

/** Counts months separately, because their length isn't fixed. */
export class Duration {
  constructor(
    readonly months: number,
    readonly ms: number,
  ) {}
}

/** A point in time, UTC. `toString` is its form inside a text. */
export class Instant {
  constructor(readonly epochMs: number) {}

  /** A day that the target month lacks becomes its last day. */
  shifted(duration: Duration, sign: 1 | -1): Instant {
    const date = new Date(this.epochMs);
    const day = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + sign * duration.months);
    const lastDay = new Date(
      Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0),
    ).getUTCDate();
    date.setUTCDate(Math.min(day, lastDay));
    return new Instant(date.getTime() + sign * duration.ms);
  }

  toString(): string {
    return new Date(this.epochMs).toISOString();
  }
}

export function isDict(value: Value): value is { readonly [key: string]: Value } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Instant) &&
    !(value instanceof Duration)
  );
}

/** As in the language: empty texts, lists and dicts, zero and none are false. */
export function isTrue(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isDict(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** The form of a value inside a longer text. */
export function toText(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value instanceof Instant) return value.toString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
