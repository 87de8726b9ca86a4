/**
 * An unusable page: not JSON (RFC 8259), not UTF-8, or not of the stream's declared shape. Says where and what was
 * expected, never what the page contains.
 */
export class PageFormatError extends Error {
  override readonly name = 'PageFormatError';

  constructor(
    /** In bytes from the page's beginning. */
    readonly offset: number,
    /** What the page should have had there. */
    readonly expected: string,
  ) {
    super(`The page is malformed at byte ${offset}: expected ${expected}`);
  }
}
