import { QUOTE } from './characters';

export const UUID_LENGTH = 36;
const DASH = 0x2d;
const DASHES = [8, 13, 18, 23];
/** Where each of the 16 bytes stands, as two digits. */
const PAIRS = Uint8Array.of(0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34);

/** The value of a hexadecimal digit in lower case, else -1. */
const DIGITS = Int8Array.from({ length: 256 }, (_, byte) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(byte)),
);

/**
 * Writes the 128 bits of the UUID that the JSON from `start` to before `end` is, to four words. False if it is anything
 * else: capital letters too, since as text they are another ID.
 */
export function parseUuid(bytes: Buffer, start: number, end: number, words: Int32Array): boolean {
  if (end - start !== UUID_LENGTH + 2 || bytes[start] !== QUOTE) return false;
  const from = start + 1;
  for (const dash of DASHES) if (bytes[from + dash] !== DASH) return false;
  let word = 0;
  // Stays negative once a character is no digit.
  let all = 0;
  for (let byte = 0; byte < PAIRS.length; byte++) {
    const at = from + (PAIRS[byte] as number);
    const high = DIGITS[bytes[at] as number] as number;
    const low = DIGITS[bytes[at + 1] as number] as number;
    all |= high | low;
    word = (word << 8) | (high << 4) | low;
    if (byte % 4 === 3) words[byte >> 2] = word;
  }
  return all >= 0;
}
