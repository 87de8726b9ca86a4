/** Containers may nest this deep in a page; deeper ones are refused before they cost memory. */
export const MAX_NESTING = 500;

/** One page while it is scanned. */
export class JsonText {
  readonly bytes: Buffer;
  /** The same bytes, to be read four at a time. */
  readonly view: DataView;
  readonly end: number;
  /** How many escapes were met in strings so far. */
  escapes = 0;
  /** The kinds of the containers that are open at each depth. */
  readonly containers = new Uint8Array(MAX_NESTING + 1);

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = bytes.byteLength;
  }
}
