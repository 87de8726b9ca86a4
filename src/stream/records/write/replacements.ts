import { isAscii } from 'node:buffer';
import type { JsonText } from '../json/json-text';
import { LINE_SEPARATORS } from '../json/one-line';
import { copyBytes } from './record-copy';
import { loneSurrogates, positionsOf } from '../json/surrogates';

/** The most bytes by which a replacement is longer than the original: an escape compared with a separator. */
export const MOST_GROWTH = 4;

const REPLACEMENT_CHARACTER = Buffer.from('\\ufffd');
const NULL = Buffer.from('null');

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly by: Buffer;
}

/**
 * Values that are legal JSON but are sent differently, because line readers split at them or strict parsers drop the
 * whole record: line separators, lone surrogates, numbers that overflow a double. Usually there are none.
 */
export class Replacements {
  readonly hasLoneSurrogate: boolean;
  readonly hasExcessiveNumber: boolean;
  private readonly found: readonly Replacement[];

  constructor(private readonly text: JsonText) {
    const { bytes, escapes, excessive } = text;
    const separators = isAscii(bytes) ? [] : separatorsOf(bytes);
    const surrogates = escapes === 0 ? [] : surrogatesOf(bytes);
    const numbers = excessive.map(([start, end]) => ({ start, end, by: NULL }));
    this.hasLoneSurrogate = surrogates.length > 0;
    this.hasExcessiveNumber = numbers.length > 0;
    this.found = [...separators, ...surrogates, ...numbers].sort((a, b) => a.start - b.start);
  }

  countBetween(start: number, end: number): number {
    if (this.found.length === 0) return 0;
    return this.indexFrom(end) - this.indexFrom(start);
  }

  /** Copies the bytes from `start` to before `end` with replacements; returns the offset after them in `target`. */
  copy(start: number, end: number, target: Buffer, offset: number): number {
    const { bytes } = this.text;
    let from = start;
    let to = offset;
    for (let index = this.indexFrom(start); index < this.found.length; index++) {
      const replaced = this.found[index] as Replacement;
      if (replaced.start >= end) break;
      to = copyBytes(bytes, from, replaced.start, target, to);
      to = copyBytes(replaced.by, 0, replaced.by.length, target, to);
      from = replaced.end;
    }
    return copyBytes(bytes, from, end, target, to);
  }

  /** The index of the first replacement at or after `position`. */
  private indexFrom(position: number): number {
    let low = 0;
    let high = this.found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.found[middle] as Replacement).start < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function separatorsOf(page: Buffer): Replacement[] {
  return LINE_SEPARATORS.flatMap(({ bytes, escape }) =>
    positionsOf(page, bytes).map((start) => ({ start, end: start + bytes.length, by: escape })),
  );
}

function surrogatesOf(page: Buffer): Replacement[] {
  return loneSurrogates(page).map((start) => ({
    start,
    end: start + REPLACEMENT_CHARACTER.length,
    by: REPLACEMENT_CHARACTER,
  }));
}
