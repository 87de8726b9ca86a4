import { BACKSLASH, CASE_BIT, LOWER_U } from './characters';

/** Bytes of an escape such as `\ud83d`. */
const LENGTH = 6;
const MARKS = ['\\ud', '\\uD'];

/**
 * Where escapes are half of a surrogate pair without the other half, in the order of the page, which is valid JSON.
 * JSON's grammar allows them; readers with UTF-8 strings refuse them (serde_json, orjson, pydantic-core).
 */
export function loneSurrogates(page: Buffer): number[] {
  const halves = MARKS.flatMap((mark) => positionsOf(page, mark))
    .filter((at) => isHalf(page, at))
    .sort((a, b) => a - b);
  const lone: number[] = [];
  for (let index = 0; index < halves.length; index++) {
    const start = halves[index] as number;
    const next = halves[index + 1];
    const isPair = isHigh(page, start) && next === start + LENGTH && !isHigh(page, next);
    if (isPair) index++;
    else lone.push(start);
  }
  return lone;
}

export function positionsOf(page: Buffer, bytes: Buffer | string): number[] {
  const found: number[] = [];
  for (let at = page.indexOf(bytes); at >= 0; at = page.indexOf(bytes, at + 1)) found.push(at);
  return found;
}

/** `\ud7ff` and below are whole characters. */
function isHalf(page: Buffer, at: number): boolean {
  return isEscape(page, at) && digit(page, at) >= 8;
}

/** After an odd number of backslashes, the backslash here is the second half of an escape and begins none. */
function isEscape(page: Buffer, at: number): boolean {
  let before = at;
  while (page[before - 1] === BACKSLASH) before--;
  return (at - before) % 2 === 0 && page[at + 1] === LOWER_U;
}

function isHigh(page: Buffer, at: number): boolean {
  return digit(page, at) < 0xc;
}

/** The escape's second hexadecimal digit. */
function digit(page: Buffer, at: number): number {
  const byte = page[at + 3] as number;
  return byte < 0x3a ? byte - 0x30 : (byte | CASE_BIT) - 0x57;
}
