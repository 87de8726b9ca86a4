import type { Redactor } from '../../config/redaction';

/** Characters of a server's text that may be shown. */
const LENGTH = 200;

/** Beyond this nothing is looked at. */
const LOOKED_AT = 64 * 1024;

/**
 * The beginning of a text that a server wrote, fit to be shown. Masked before it is cut, or half of a secret might be
 * left at the end, which nobody would know later.
 */
export function excerpt(body: Buffer, redactor: Redactor): string {
  return redactor.redact(body.toString('utf8', 0, LOOKED_AT).trim(), LENGTH);
}

/** Scheme, host and path: a query may hold what is nobody's business, and so may user and password. */
export function withoutQuery(url: string): string {
  if (!URL.canParse(url)) return 'an address that is not a URL';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
