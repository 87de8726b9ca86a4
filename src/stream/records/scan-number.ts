import { PageFormatError } from '../../errors/page-format-error';
import { CASE_BIT, DOT, LOWER_E, MINUS, NINE, PLUS, ZERO } from './characters';
import type { JsonText } from './json-text';

/** The position behind the number that begins at `from` with a minus or a digit. */
export function numberEnd(text: JsonText, from: number): number {
  const { bytes, end } = text;
  let position = from;
  if (bytes[position] === MINUS) position++;
  position = position < end && bytes[position] === ZERO ? position + 1 : digitsEnd(text, position);
  if (position < end && bytes[position] === DOT) position = digitsEnd(text, position + 1);
  if (position < end && ((bytes[position] as number) | CASE_BIT) === LOWER_E) {
    position = digitsEnd(text, signEnd(text, position + 1));
  }
  return position;
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

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}
