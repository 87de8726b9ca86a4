import { stripVTControlCharacters } from 'node:util';

const MASK = '****';

/** Shorter secrets occur inside ordinary words, so they are masked only where they stand alone. */
const LONG_ENOUGH = 6;

/** Credentials as they appear in HTTP, for secrets that were never registered. */
const CREDENTIAL_SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${MASK}`],
  [
    /\b(access_token|refresh_token|client_secret)\b(["'\s]*[:=]["'\s]*)[^\s"'&,;}]+/gi,
    `$1$2${MASK}`,
  ],
  [/(\/\/)[^\s/@:]*:[^\s/@]*@/g, `$1${MASK}@`],
];

/** Makes text safe to print: secrets masked, one line, no terminal control sequences. */
export class Redactor {
  private readonly secrets = new Set<string>();
  private pattern: RegExp | undefined;

  /** From now on masks `value`, also inside a URL, JSON and Base64. */
  addSecret(value: string): void {
    const cleaned = clean(value).trim();
    if (cleaned === '' || this.secrets.has(cleaned)) return;
    this.secrets.add(cleaned);
    this.pattern = new RegExp(
      [...this.secrets].flatMap(spellings).sort(longestFirst).join('|'),
      'gu',
    );
  }

  /** `maxLength` in UTF-16 units; the end states how many were cut. */
  redact(text: string, maxLength: number): string {
    let redacted = clean(text);
    if (this.pattern !== undefined) redacted = redacted.replace(this.pattern, MASK);
    for (const [shape, replacement] of CREDENTIAL_SHAPES) {
      redacted = redacted.replace(shape, replacement);
    }
    return cut(redacted, maxLength);
  }
}

function clean(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/\p{Cs}/gu, '\ufffd');
}

function spellings(secret: string): string[] {
  const variants = new Set([
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ]);
  if (secret.length < LONG_ENOUGH) {
    return [...variants].map((variant) => `(?<![\\p{L}\\d])${escaped(variant)}(?![\\p{L}\\d])`);
  }
  return [...variants, ...base64(secret)].map(escaped);
}

/** Base64 of a value differs at each of three offsets; the characters at its ends also depend on neighbouring bytes. */
function base64(secret: string): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.from('\0'.repeat(offset) + secret).toString('base64');
    const whole = encoded.replace(/=+$/, '').slice(0, -1);
    return whole.slice(offset === 0 ? 0 : offset + 1);
  });
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function longestFirst(left: string, right: string): number {
  return right.length - left.length;
}

function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const kept = text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '');
  return `${kept}… (${text.length - kept.length} more characters)`;
}
