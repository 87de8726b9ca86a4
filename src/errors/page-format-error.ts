/** An unusable page: not JSON (RFC 8259), not UTF-8, or not of the stream's declared shape. Never quotes the page. */
export class PageFormatError extends Error {
  override readonly name = 'PageFormatError';

  constructor(
    /** In bytes from the page's beginning. */
    readonly offset: number,
    readonly expected: string,
  ) {
    super(`The page is malformed at byte ${offset}: expected ${expected}`);
  }
}
