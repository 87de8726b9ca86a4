/**
 * A page that cannot be taken as it is: not JSON (RFC 8259), not UTF-8, or not of the shape its stream declares.
 * Says where and what was expected there, never what the page holds.
 */
export class PageFormatError extends Error {
  override readonly name = 'PageFormatError';

  constructor(
    /** Where it went wrong, in bytes from the page's beginning. */
    readonly offset: number,
    /** What the page should have had there. */
    readonly expected: string,
  ) {
    super(`The page is malformed at byte ${offset}: expected ${expected}`);
  }
}
