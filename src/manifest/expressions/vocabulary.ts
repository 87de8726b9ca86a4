import { isDeepStrictEqual } from 'node:util';

import { formatInstant, parseDuration, parseInstant } from '../datetime';
import { Duration, Instant, isDict, toText, type Value } from './value';

/** An operation on a value of the wrong type; the evaluated template adds its location. */
export class EvaluationError extends Error {}

export type Operation = (nowMs: number, args: readonly Value[]) => Value;

export function toInstant(value: Value): number {
  if (value instanceof Instant) return value.epochMs;
  if (typeof value === 'number') return value * 1000;
  const parsed = typeof value === 'string' ? parseInstant(value) : undefined;
  if (parsed === undefined) throw new EvaluationError('expected a date-time');
  return parsed;
}

export function toNumber(value: Value): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number))
    throw new EvaluationError('expected a number');
  return number;
}

function toStrictText(value: Value): string {
  if (typeof value !== 'string') throw new EvaluationError('expected a text');
  return value;
}

/** `now_utc` is when the read began, so that "now" is the same throughout the read. */
export const FUNCTIONS: Readonly<Record<string, Operation>> = {
  now_utc: (nowMs) => new Instant(nowMs),
  duration: (_now, [text = null]) => {
    const parsed = parseDuration(toStrictText(text));
    if (!parsed) throw new EvaluationError('expected an ISO 8601 duration');
    return new Duration(parsed.months, parsed.ms);
  },
  timestamp: (_now, [value = null]) => toInstant(value) / 1000,
  str_to_datetime: (_now, [value = null]) => new Instant(toInstant(value)),
  format_datetime: (_now, [value = null, format = '']) =>
    formatInstant(toInstant(value), toStrictText(format)),
  max: (_now, args) => extreme(args, (order) => order > 0),
  min: (_now, args) => extreme(args, (order) => order < 0),
};

function extreme(args: readonly Value[], better: (order: number) => boolean): Value {
  const [first, ...rest] =
    args.length === 1 && Array.isArray(args[0]) ? (args[0] as readonly Value[]) : args;
  if (first === undefined) throw new EvaluationError('expected at least one value');
  return rest.reduce((best, value) => (better(compare(value, best)) ? value : best), first);
}

/** The operand is the first argument. */
export const FILTERS: Readonly<Record<string, Operation>> = {
  int: (_now, [value = null]) => Math.trunc(toNumber(value)),
};

/** The value is the first argument. */
export const METHODS: Readonly<Record<string, Operation>> = {
  get: (_now, [dict = null, key = null, otherwise = null]) => {
    if (!isDict(dict)) throw new EvaluationError("expected a dict before '.get'");
    return member(dict, toText(key)) ?? otherwise;
  },
};

/** Minimum and maximum number of values for a function, filter or method; one if not listed. */
export const ARGUMENTS: Readonly<Record<string, readonly [number, number]>> = {
  now_utc: [0, 0],
  format_datetime: [2, 2],
  max: [1, Infinity],
  min: [1, Infinity],
  get: [2, 3],
};

export function member(dict: { readonly [key: string]: Value }, key: string): Value | undefined {
  return Object.hasOwn(dict, key) ? dict[key] : undefined;
}

/** Compares two values of one type; texts by code unit, as the language does. */
export function compare(left: Value, right: Value): number {
  if (typeof left === 'string' && typeof right === 'string')
    return left < right ? -1 : left > right ? 1 : 0;
  return comparable(left) - comparable(right);
}

function comparable(value: Value): number {
  if (value instanceof Instant) return value.epochMs;
  if (typeof value === 'number') return value;
  throw new EvaluationError('expected two values of one type that has an order');
}

function equal(left: Value, right: Value): boolean {
  return typeof left === 'object' ? isDeepStrictEqual(left, right) : left === right;
}

function contains(container: Value, value: Value): boolean {
  if (Array.isArray(container))
    return (container as readonly Value[]).some((item) => equal(item, value));
  if (typeof container === 'string') return container.includes(toStrictText(value));
  return isDict(container) && Object.hasOwn(container, toText(value));
}

function repeat(left: Value, times: number): Value {
  if (typeof left === 'number') return left * times;
  if (typeof left === 'string') return left.repeat(Math.max(0, times));
  if (Array.isArray(left))
    return new Array<readonly Value[]>(Math.max(0, times)).fill(left as readonly Value[]).flat();
  throw new EvaluationError('expected a number, a text or a list');
}

function add(left: Value, right: Value): Value {
  if (left instanceof Instant && right instanceof Duration) return left.shifted(right, 1);
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  if (Array.isArray(left) && Array.isArray(right))
    return [...(left as readonly Value[]), ...(right as readonly Value[])];
  return toNumber(left) + toNumber(right);
}

/** Operators that evaluate both sides; the compiler implements `and` and `or`. */
export const OPERATORS: Readonly<Record<string, (left: Value, right: Value) => Value>> = {
  '==': equal,
  '!=': (left, right) => !equal(left, right),
  '<': (left, right) => compare(left, right) < 0,
  '<=': (left, right) => compare(left, right) <= 0,
  '>': (left, right) => compare(left, right) > 0,
  '>=': (left, right) => compare(left, right) >= 0,
  in: (left, right) => contains(right, left),
  'not in': (left, right) => !contains(right, left),
  '+': add,
  '-': (left, right) =>
    left instanceof Instant && right instanceof Duration
      ? left.shifted(right, -1)
      : toNumber(left) - toNumber(right),
  '*': (left, right) => repeat(left, toNumber(right)),
  '~': (left, right) => toText(left) + toText(right),
};
