import type { JsonValue } from '../../../config/json';
import { BACKSLASH, QUOTE } from './characters';

/** The value whose JSON, known to be valid, stands from `start` to before `end`. */
export function parseValue(bytes: Buffer, start: number, end: number): JsonValue {
  if (bytes[start] === QUOTE) return parseString(bytes, start, end);
  return JSON.parse(bytes.toString('utf8', start, end)) as JsonValue;
}

/** The string whose JSON, with its quotes, stands from `start` to before `end`. */
export function parseString(bytes: Buffer, start: number, end: number): string {
  for (let position = start; position < end; position++) {
    if (bytes[position] === BACKSLASH) {
      return JSON.parse(bytes.toString('utf8', start, end)) as string;
    }
  }
  return bytes.toString('utf8', start + 1, end - 1);
}
