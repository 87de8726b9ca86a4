/** An unusable page: not JSON (RFC 8259), not UTF-8, or not of the stream's declared shape. Never quotes the page. */
export class PageFormatError extends Error {
  override readonly name: string = 'PageFormatError';

  constructor(
    /** In bytes from the page's beginning. */
    readonly offset: number,
    readonly expected: string,
    flaw = 'The page is malformed',
  ) {
    super(`${flaw} at byte ${offset}: expected ${expected}`);
  }
}

/** Valid JSON, but without the stream's records. */
export class PageShapeError extends PageFormatError {
  override readonly name = 'PageShapeError';

  constructor(offset: number, expected: string) {
    super(offset, expected, 'The page is valid JSON of another shape');
  }
}
