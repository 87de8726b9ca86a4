import { isUtf8 } from 'node:buffer';

const BLOCK = 4096;

/** Where the first character that is not valid UTF-8 begins. Only for bytes that have one. */
export function invalidUtf8Offset(bytes: Buffer): number {
  let offset = 0;
  for (;;) {
    const next = characterStart(bytes, Math.min(offset + BLOCK, bytes.length));
    if (next <= offset || !isUtf8(bytes.subarray(offset, next))) break;
    offset = next;
  }
  while (offset < bytes.length) {
    const next = offset + characterLength(bytes[offset] as number);
    if (!isUtf8(bytes.subarray(offset, next))) break;
    offset = next;
  }
  return offset;
}

/** Goes back to the start of a character, at most one character's length. */
function characterStart(bytes: Buffer, position: number): number {
  let start = position;
  while (start > position - 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
}

function characterLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}
