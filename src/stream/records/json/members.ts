import { BRACE_CLOSE, COMMA, isDigit, MINUS } from './characters';
import type { JsonType } from './json-types';
import type { JsonText } from './json-text';
import { parseString } from './json-value';
import { skipSpace } from './skip-space';
import { colonEnd, keyEnd, valueEnd } from './value-end';

/** The members, with JSON types, of the object whose brace is at `from` and which is known to be valid. */
export function* membersOf(
  text: JsonText,
  from: number,
): Generator<{ readonly name: string; readonly type: JsonType }> {
  let position = skipSpace(text, from + 1);
  while (text.bytes[position] !== BRACE_CLOSE) {
    const nameEnd = keyEnd(text, position);
    const value = skipSpace(text, colonEnd(text, nameEnd));
    const end = valueEnd(text, value, 0);
    yield {
      name: parseString(text.bytes, position, nameEnd),
      type: typeOf(text.bytes, value, end),
    };
    position = skipSpace(text, end);
    if (text.bytes[position] === COMMA) position = skipSpace(text, position + 1);
  }
}

const TYPES: Readonly<Record<string, JsonType>> = {
  n: 'null',
  t: 'boolean',
  f: 'boolean',
  '"': 'string',
  '[': 'array',
  '{': 'object',
};

function typeOf(bytes: Buffer, start: number, end: number): JsonType {
  const named = TYPES[String.fromCharCode(bytes[start] as number)];
  return named ?? (isWhole(bytes, start, end) ? 'integer' : 'number');
}

function isWhole(bytes: Buffer, start: number, end: number): boolean {
  return bytes.subarray(start, end).every((byte) => byte === MINUS || isDigit(byte));
}
