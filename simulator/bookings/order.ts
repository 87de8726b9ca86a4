import type { Rows } from '../data/store';
import type { Switches } from '../switches';

/** The same records in the API's order. */
export function ordered(rows: Rows, order: Switches['order']): Rows {
  const { count } = rows;
  if (order === 'asc') return rows;
  if (order === 'desc') return { count, row: (position) => rows.row(count - 1 - position) };
  // A step coprime to the count visits every record once, in no apparent order.
  const step = coprime(count);
  return { count, row: (position) => rows.row((position * step + (count >>> 1)) % count) };
}

function coprime(count: number): number {
  let step = Math.max(1, Math.floor(count * 0.618));
  while (divisor(step, count) > 1) step += 1;
  return step;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
