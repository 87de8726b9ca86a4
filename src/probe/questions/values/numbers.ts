import type { JsonObject } from '../../../config/json';

/** The named fields, if all are numbers. */
export function numbersOf(
  row: JsonObject,
  ...names: readonly string[]
): readonly number[] | undefined {
  const values = names.map((name) => row[name]).filter((value) => typeof value === 'number');
  return values.length === names.length ? values : undefined;
}

/** `share` is the tolerated relative difference. */
export function isNear(value: number, expected: number, share: number): boolean {
  return Math.abs(value - expected) <= share * Math.abs(expected);
}

/** How often each of `kinds` occurs, those that do not occur included. */
export function countsOf<Kind extends string>(
  found: readonly Kind[],
  kinds: readonly Kind[],
): Readonly<Record<Kind, number>> {
  const counts = kinds.map((kind) => [kind, found.filter((one) => one === kind).length]);
  return Object.fromEntries(counts) as Record<Kind, number>;
}

/** The only kind that occurs; `mixed` for several, undefined for none. */
export function onlyOf<Kind extends string>(found: readonly Kind[]): Kind | 'mixed' | undefined {
  return new Set(found).size > 1 ? 'mixed' : found[0];
}
