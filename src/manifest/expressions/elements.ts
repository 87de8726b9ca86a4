import { isDict, toText, type Value } from './value';
import { EvaluationError, member } from './vocabulary';

/** `object[key]`; null if absent. */
export function element(object: Value, key: Value): Value {
  if (isDict(object)) return member(object, toText(key)) ?? null;
  if (typeof key === 'number' && (Array.isArray(object) || typeof object === 'string')) {
    return (object as readonly Value[]).at(key) ?? null;
  }
  throw new EvaluationError('expected something that has elements');
}

/**
 * `object[from:to]` of text or a list. Empty for a number or a flag, so that a filter on a part of it keeps the record.
 */
export function sliced(object: Value, from: number, to: number | undefined): Value {
  if (typeof object === 'string') return object.slice(from, to);
  if (Array.isArray(object)) return (object as readonly Value[]).slice(from, to);
  if (typeof object === 'number' || typeof object === 'boolean') return '';
  throw new EvaluationError('expected a text or a list');
}

export function iterate(value: Value): readonly Value[] {
  if (typeof value === 'string') return Array.from(value);
  if (Array.isArray(value)) return value as readonly Value[];
  throw new EvaluationError('expected a text or a list');
}
