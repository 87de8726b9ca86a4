import { hash } from './random';

const ODD = 0x9e3779b1;
/** The inverse of ODD modulo 2^32. */
const INVERSE = inverse(ODD);

/**
 * The id of record `index`: looks like a random UUID of version 4. Its last eight digits encode the index, so that a
 * record is found by its id without a table.
 */
export function uuidOf(seed: number, index: number): string {
  const a = hex(hash(seed, index, 1));
  const b = hex(hash(seed, index, 2));
  const c = hex(hash(seed, index, 3)).slice(0, 4);
  const tail = hex(Math.imul(index, ODD) ^ hash(seed, 0, 4));
  return `${a}-${b.slice(0, 4)}-4${b.slice(5, 8)}-a${c.slice(1)}-${b.slice(4, 5)}${c.slice(0, 1)}${a.slice(2, 4)}${tail}`;
}

/** The index that this id would have. The caller checks whether it really is that record's id. */
export function indexOfUuid(seed: number, uuid: string): number {
  const tail = Number.parseInt(uuid.slice(-8), 16);
  return Math.imul(tail ^ hash(seed, 0, 4), INVERSE) >>> 0;
}

/** Ids are most of a record's cost, so a byte's digits come from a table. */
const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(value: number): string {
  const byte = (shift: number): string => BYTES[(value >>> shift) & 0xff] ?? '';
  return byte(24) + byte(16) + byte(8) + byte(0);
}

/** Newton's iteration: each step doubles the number of correct bits. */
function inverse(odd: number): number {
  let x = odd;
  for (let step = 0; step < 5; step += 1) x = Math.imul(x, 2 - Math.imul(odd, x));
  return x;
}
