import { PageFormatError } from '../../../errors/page-format-error';
import { BRACE_OPEN, BRACKET_OPEN, COLON, COMMA, isDigit, MINUS, QUOTE } from './characters';
import { MAX_NESTING, type JsonText } from './json-text';
import { numberEnd } from './number-end';
import { skipSpace } from './skip-space';
import { stringEnd } from './string-end';

const FALSE = word('alse');
const NULL = word('null');
const TRUE = word('true');

/**
 * The position after the value that begins at `from`, not with white space, inside `depth` open containers. Iterates
 * instead of recursing, so that no page can exhaust the stack.
 */
export function valueEnd(text: JsonText, from: number, depth: number): number {
  const { bytes, end, containers } = text;
  let position = from;
  let level = depth;
  for (;;) {
    const byte = position < end ? (bytes[position] as number) : 0;
    if (byte === BRACE_OPEN || byte === BRACKET_OPEN) {
      level = nestedDepth(position, level);
      containers[level] = byte;
      position = skipSpace(text, position + 1);
      if (position >= end || bytes[position] !== byte + 2) {
        if (byte === BRACE_OPEN) position = skipSpace(text, colonEnd(text, keyEnd(text, position)));
        continue;
      }
    } else if (byte === QUOTE) position = stringEnd(text, position + 1);
    else position = plainEnd(text, position, byte);

    // After a value: close what ends here, then go to the next value. (An empty container is at its closing bracket
    // now; the same loop closes it.)
    for (;;) {
      if (level === depth) return position;
      position = skipSpace(text, position);
      const open = containers[level] as number;
      const next = position < end ? (bytes[position] as number) : 0;
      if (next === COMMA) {
        position = skipSpace(text, position + 1);
        if (open === BRACE_OPEN) position = skipSpace(text, colonEnd(text, keyEnd(text, position)));
        break;
      }
      position = closingEnd(text, position, open);
      level--;
    }
  }
}

/** The depth inside the container that opens at `position` inside `depth` others. */
export function nestedDepth(position: number, depth: number): number {
  if (depth >= MAX_NESTING) {
    throw new PageFormatError(position, `at most ${MAX_NESTING} levels of nesting`);
  }
  return depth + 1;
}

/** The position after the member name whose opening quote is at `position`. */
export function keyEnd(text: JsonText, position: number): number {
  if (position >= text.end || text.bytes[position] !== QUOTE) {
    throw new PageFormatError(position, "a member's name");
  }
  return stringEnd(text, position + 1);
}

/** The position after the colon that follows a member name. */
export function colonEnd(text: JsonText, from: number): number {
  const position = skipSpace(text, from);
  if (position >= text.end || text.bytes[position] !== COLON)
    throw new PageFormatError(position, "':'");
  return position + 1;
}

/** The position after the closing bracket that must follow a member or element at `position`. */
export function closingEnd(text: JsonText, position: number, opening: number): number {
  // '}' is '{' + 2, and ']' is '[' + 2.
  if (text.byteAt(position) === opening + 2) return position + 1;
  throw new PageFormatError(position, opening === BRACE_OPEN ? "',' or '}'" : "',' or ']'");
}

/** The position after a number, `true`, `false` or `null`. */
function plainEnd(text: JsonText, position: number, byte: number): number {
  if (byte === MINUS || isDigit(byte)) return numberEnd(text, position);
  if (position + 4 <= text.end) {
    const four = text.view.getInt32(position, true);
    if (four === NULL || four === TRUE) return position + 4;
    if (position + 5 <= text.end && byte === 0x66) {
      if (text.view.getInt32(position + 1, true) === FALSE) return position + 5;
    }
  }
  throw new PageFormatError(position, 'a value');
}

function word(letters: string): number {
  return Buffer.from(letters).readInt32LE();
}
