/** Characters of a server's text that may be shown. */
const LENGTH = 200;

const ANSI_ESCAPE = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;
const CONTROL = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** Makes a text that a server wrote fit to be shown: one line, no control characters, no secret, cut to length. */
export function excerpt(text: string, secrets: Iterable<string> = []): string {
  // Masked before it is cut, or half of a secret might be left at the end.
  const masked = mask(text.slice(0, 64 * 1024), secrets);
  const line = masked.replace(ANSI_ESCAPE, ' ').replace(CONTROL, ' ').replace(/ +/g, ' ').trim();
  return line.length > LENGTH ? `${line.slice(0, LENGTH)}…` : line;
}

/** Replaces whatever equals a secret. Secrets of fewer than four characters would mask ordinary words. */
export function mask(text: string, secrets: Iterable<string>): string {
  let masked = text;
  for (const secret of secrets) {
    if (secret.length >= 4) masked = masked.replaceAll(secret, '***');
  }
  return masked;
}

/** Scheme, host and path: a query may hold what is nobody's business, and so may user and password. */
export function withoutQuery(url: string): string {
  if (!URL.canParse(url)) return 'an address that is not a URL';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
