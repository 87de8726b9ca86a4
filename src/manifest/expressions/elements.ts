import { isDict, toText, type Value } from './value';
import { EvaluationError, member } from './vocabulary';

/** `object[key]`: null where there is none. */
export function element(object: Value, key: Value): Value {
  if (isDict(object)) return member(object, toText(key)) ?? null;
  if (typeof key === 'number' && (Array.isArray(object) || typeof object === 'string')) {
    return (object as readonly Value[]).at(key) ?? null;
  }
  throw new EvaluationError('expected something that has elements');
}

/** `object[from:to]` of a text or a list. A number or a flag has no part of a text: a filter that looks for one keeps its record. */
export function sliced(object: Value, from: number, to: number | undefined): Value {
  if (typeof object === 'string') return object.slice(from, to);
  if (Array.isArray(object)) return (object as readonly Value[]).slice(from, to);
  if (typeof object === 'number' || typeof object === 'boolean') return '';
  throw new EvaluationError('expected a text or a list');
}

/** What a loop runs over. */
export function iterate(value: Value): readonly Value[] {
  if (typeof value === 'string') return Array.from(value);
  if (Array.isArray(value)) return value as readonly Value[];
  throw new EvaluationError('expected a text or a list');
}
