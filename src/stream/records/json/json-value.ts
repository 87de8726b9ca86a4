import type { JsonValue } from '../../../config/json';
import { BACKSLASH, QUOTE } from './characters';

/** The value from `start` to before `end`, whose JSON is known to be valid. */
export function parseValue(bytes: Buffer, start: number, end: number): JsonValue {
  if (bytes[start] === QUOTE) return parseString(bytes, start, end);
  return JSON.parse(bytes.toString('utf8', start, end)) as JsonValue;
}

/** The string from `start` to before `end`, quotes included, whose JSON is known to be valid. */
export function parseString(bytes: Buffer, start: number, end: number): string {
  for (let position = start; position < end; position++) {
    if (bytes[position] === BACKSLASH) {
      return JSON.parse(bytes.toString('utf8', start, end)) as string;
    }
  }
  return bytes.toString('utf8', start + 1, end - 1);
}
