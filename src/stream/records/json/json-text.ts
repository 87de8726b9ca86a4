/**
 * Containers may nest this deep in a page. A record lies as deep in its message as in its page, and serde_json refuses
 * lines with more than 127 levels: what would be dropped in silence there fails here, where it is named.
 */
export const MAX_NESTING = 120;

/** One page while it is scanned. */
export class JsonText {
  /** The same bytes, to be read four at a time. */
  readonly view: DataView;
  readonly end: number;
  /** How many escapes were met in strings so far. */
  escapes = 0;
  /** Start and end of the numbers that strict readers refuse. */
  readonly excessive: (readonly [start: number, end: number])[] = [];
  /** The kinds of the containers that are open at each depth. */
  readonly containers = new Uint8Array(MAX_NESTING + 1);

  constructor(readonly bytes: Buffer) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = bytes.byteLength;
  }

  /** 0 behind the text's end. */
  byteAt(position: number): number {
    return position < this.end ? (this.bytes[position] as number) : 0;
  }
}
