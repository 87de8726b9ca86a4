/** A number that is known only roughly: at least `min`, and at most `max` unless that is undefined. */
export interface Range {
  readonly min: number;
  readonly max: number | undefined;
}

export const NOTHING: Range = { min: 0, max: 0 };

export function exactly(value: number): Range {
  return { min: value, max: value };
}

export function atLeast(min: number): Range {
  return { min, max: undefined };
}

export function sum(ranges: readonly Range[]): Range {
  return ranges.reduce(
    (total, { min, max }) => ({
      min: total.min + min,
      max: total.max === undefined || max === undefined ? undefined : total.max + max,
    }),
    NOTHING,
  );
}

/** For people: `4`, `4 to 9`, `at least 4`. */
export function describeRange({ min, max }: Range, describe: (value: number) => string): string {
  const [least, most] = [describe(min), max === undefined ? undefined : describe(max)];
  if (most === undefined) return `at least ${least}`;
  return least === most ? least : `${least} to ${most}`;
}
