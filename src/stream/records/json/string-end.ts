import { PageFormatError } from '../../../errors/page-format-error';
import { BACKSLASH, CASE_BIT, isDigit, LOWER_U, QUOTE, SPACE } from './characters';
import type { JsonText } from './json-text';

/**
 * The position after the closing quote of the string whose first character is at `from`. Accepts any byte past ASCII:
 * the page's UTF-8 is checked natively, as a whole.
 */
export function stringEnd(text: JsonText, from: number): number {
  const { bytes, view, end } = text;
  let position = from;
  for (;;) {
    // Four bytes at a time. In the mask the high bit of the lowest byte that ends the run is set, and no bit below it.
    while (position + 4 <= end) {
      const stops = stopMask(view.getInt32(position, true));
      if (stops !== 0) {
        position += (31 - Math.clz32(stops & -stops)) >> 3;
        break;
      }
      position += 4;
    }
    if (position >= end) throw new PageFormatError(end, 'the end of a string');
    const byte = bytes[position] as number;
    if (byte === QUOTE) return position + 1;
    if (byte === BACKSLASH) position = escapeEnd(text, position);
    else if (byte < SPACE)
      throw new PageFormatError(position, 'no raw control character in a string');
    else position++;
  }
}

/**
 * Sets the high bit of each byte that is a quote, a backslash or a control character. The quote differs from the space
 * in one bit; with that bit flipped, it and the control characters are below 0x21.
 */
function stopMask(word: number): number {
  return (
    (((word ^ 0x02020202) - 0x21212121) | ((word ^ 0x5c5c5c5c) - 0x01010101)) & ~word & 0x80808080
  );
}

function escapeEnd(text: JsonText, backslash: number): number {
  text.escapes++;
  const escape = text.bytes[backslash + 1] ?? 0;
  if (escape === LOWER_U) return hexEnd(text, backslash + 2);
  if (!SIMPLE_ESCAPES.includes(escape))
    throw new PageFormatError(backslash + 1, 'an escape of JSON');
  return backslash + 2;
}

const SIMPLE_ESCAPES = Buffer.from('"\\/bfnrt');

function hexEnd(text: JsonText, from: number): number {
  for (let position = from; position < from + 4; position++) {
    if (!isHex(text.bytes[position] ?? 0))
      throw new PageFormatError(position, 'a hexadecimal digit');
  }
  return from + 4;
}

function isHex(byte: number): boolean {
  const lower = byte | CASE_BIT;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66);
}
