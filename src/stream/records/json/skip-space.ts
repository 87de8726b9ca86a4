import { CARRIAGE_RETURN, LINE_FEED, SPACE, TAB } from './characters';
import type { JsonText } from './json-text';

/** The position of the first byte at or after `position` that is not white space, or the text's end. */
export function skipSpace(text: JsonText, position: number): number {
  // Compact JSON, the usual case, returns here.
  if (position < text.end && (text.bytes[position] as number) > SPACE) return position;
  return spaceEnd(text.bytes, position, text.end);
}

function spaceEnd(bytes: Buffer, from: number, end: number): number {
  let position = from;
  while (position < end && isSpace(bytes[position] as number)) position++;
  return position;
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB;
}
