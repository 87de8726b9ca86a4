import { hash } from './random';

/** How a record says that a field has no value: left out, null, or one record in ten the latter. */
export type EmptyFields = 'mixed' | 'absent' | 'null';

/** Whether the record leaves its empty fields out. */
export function isSparse(form: EmptyFields, seed: number, index: number): boolean {
  return form === 'mixed' ? hash(seed, index, 90) % 10 !== 0 : form === 'absent';
}
