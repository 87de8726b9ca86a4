import { CARRIAGE_RETURN, LINE_FEED } from '../json/characters';

/** Below this many bytes a loop is faster than a native copy. */
const SHORT = 48;

/** Copies the bytes from `start` to before `end`; returns the offset after them in `target`. */
export function copyBytes(
  source: Buffer,
  start: number,
  end: number,
  target: Buffer,
  offset: number,
): number {
  if (end - start >= SHORT) return offset + source.copy(target, offset, start, end);
  let position = offset;
  for (let index = start; index < end; index++) target[position++] = source[index] as number;
  return position;
}

/** Removes line breaks from what was written from `start` to before `end`; returns the new end. */
export function dropBreaks(target: Buffer, start: number, end: number): number {
  let kept = start;
  for (let index = start; index < end; index++) {
    const byte = target[index] as number;
    if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) target[kept++] = byte;
  }
  return kept;
}
