import { hash } from './random';

/** How a record marks a field without a value: omitted, null, or null in one record of ten. */
export type EmptyFields = 'mixed' | 'absent' | 'null';

/** Whether the record omits its empty fields. */
export function isSparse(form: EmptyFields, seed: number, index: number): boolean {
  return form === 'mixed' ? hash(seed, index, 90) % 10 !== 0 : form === 'absent';
}
