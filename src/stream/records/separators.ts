import { isAscii } from 'node:buffer';
import { LINE_SEPARATORS } from './one-line';
import { copyBytes } from './record-copy';

/** How many bytes an escape may be longer than the character it stands for. */
export const ESCAPE_GROWTH = 4;

interface Found {
  readonly position: number;
  readonly kind: (typeof LINE_SEPARATORS)[number];
}

/** The line separators inside a page's strings, which leave as escapes. Usually there are none. */
export class Separators {
  private readonly found: readonly Found[];

  constructor(private readonly bytes: Buffer) {
    this.found = isAscii(bytes) ? [] : findAll(bytes);
  }

  countBetween(start: number, end: number): number {
    if (this.found.length === 0) return 0;
    return this.indexFrom(end) - this.indexFrom(start);
  }

  /** Copies the bytes from `start` to before `end` with escapes; returns the offset behind them in `target`. */
  copy(start: number, end: number, target: Buffer, offset: number): number {
    let from = start;
    let to = offset;
    for (let index = this.indexFrom(start); index < this.found.length; index++) {
      const { position, kind } = this.found[index] as Found;
      if (position >= end) break;
      to = copyBytes(this.bytes, from, position, target, to);
      to = copyBytes(kind.escape, 0, kind.escape.length, target, to);
      from = position + kind.bytes.length;
    }
    return copyBytes(this.bytes, from, end, target, to);
  }

  /** The index of the first separator at or behind `position`. */
  private indexFrom(position: number): number {
    let low = 0;
    let high = this.found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.found[middle] as Found).position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function findAll(bytes: Buffer): Found[] {
  const found: Found[] = [];
  for (const kind of LINE_SEPARATORS) {
    let position = bytes.indexOf(kind.bytes);
    while (position >= 0) {
      found.push({ position, kind });
      position = bytes.indexOf(kind.bytes, position + kind.bytes.length);
    }
  }
  return found.sort((a, b) => a.position - b.position);
}
