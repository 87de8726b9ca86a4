/**
 * How deep a page's containers may nest. A record nests as deep in its RECORD message as in its page, and serde_json
 * refuses lines with more than 127 levels. It would drop the record silently; here the page fails with a named cause.
 */
export const MAX_NESTING = 120;

/** One page while it is scanned. */
export class JsonText {
  /** The same bytes, for reading four at a time. */
  readonly view: DataView;
  readonly end: number;
  /** Escapes found in strings so far. */
  escapes = 0;
  /** Start and end of numbers that strict readers refuse. */
  readonly excessive: (readonly [start: number, end: number])[] = [];
  /** The kind of the open container at each depth. */
  readonly containers = new Uint8Array(MAX_NESTING + 1);

  constructor(readonly bytes: Buffer) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = bytes.byteLength;
  }

  /** 0 past the end. */
  byteAt(position: number): number {
    return position < this.end ? (this.bytes[position] as number) : 0;
  }
}
