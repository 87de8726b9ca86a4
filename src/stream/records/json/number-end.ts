import { PageFormatError } from '../../../errors/page-format-error';
import { CASE_BIT, DOT, isDigit, LOWER_E, MINUS, PLUS, ZERO } from './characters';
import type { JsonText } from './json-text';

/** The longest number that Jackson accepts; Airbyte's platform parses lines with it. */
const MOST_CHARACTERS = 1000;

/** A shorter number with a shorter exponent is far below what a double can hold. */
const SUSPECT_CHARACTERS = 200;
const SUSPECT_EXPONENT = 3;

/** The position after the number that begins at `from` with a minus or a digit. */
export function numberEnd(text: JsonText, from: number): number {
  const { bytes, end } = text;
  let position = from;
  let exponent = 0;
  if (bytes[position] === MINUS) position++;
  position = position < end && bytes[position] === ZERO ? position + 1 : digitsEnd(text, position);
  if (position < end && bytes[position] === DOT) position = digitsEnd(text, position + 1);
  if (position < end && ((bytes[position] as number) | CASE_BIT) === LOWER_E) {
    const start = signEnd(text, position + 1);
    position = digitsEnd(text, start);
    exponent = position - start;
  }
  if (exponent >= SUSPECT_EXPONENT || position - from > SUSPECT_CHARACTERS)
    noteExcess(text, from, position);
  return position;
}

/** orjson and serde_json refuse a number that overflows a double, and with it the whole line. */
function noteExcess(text: JsonText, from: number, end: number): void {
  const isHeld = Number.isFinite(Number(text.bytes.toString('latin1', from, end)));
  if (!isHeld || end - from > MOST_CHARACTERS) text.excessive.push([from, end]);
}

function signEnd(text: JsonText, position: number): number {
  if (position >= text.end) return position;
  const byte = text.bytes[position];
  return byte === PLUS || byte === MINUS ? position + 1 : position;
}

function digitsEnd(text: JsonText, from: number): number {
  const { bytes, end } = text;
  let position = from;
  while (position < end && isDigit(bytes[position] as number)) position++;
  if (position === from) throw new PageFormatError(position, 'a digit');
  return position;
}
