/** A pasted credential: corrected where its meaning is certain, otherwise refused. */
export interface MendedCredential {
  readonly value: string;
  /** What was removed, such as `surrounding whitespace`. */
  readonly removed: readonly string[];
  /** Never quotes the credential. */
  readonly refusal?: string;
}

/** Invisible format characters, never part of a credential: zero-width characters, soft hyphens, direction marks. */
const INVISIBLE = /\p{Cf}+/gu;
const AROUND = /^[\s\p{Z}]+|[\s\p{Z}]+$/gu;
const QUOTE = `["'\`“”„‘’«»]`;
const QUOTED = new RegExp(`^${QUOTE}([^"'\`“”„‘’«»]*)${QUOTE},?$`, 'u');

/** `labels`: names that users copy along with the value, that is the field's title and key. */
export function mendCredential(text: string, labels: readonly string[]): MendedCredential {
  const removed = new Set<string>();
  let value = text;
  // Twice: quotes may enclose the label and the value, or the value alone.
  for (const [what, mend] of [...steps(labels), ...steps(labels)]) {
    const mended = mend(value);
    if (mended !== value) removed.add(what);
    value = mended;
  }
  const refusal = text === '' ? 'an empty value' : refusalOf(value);
  const result = { value, removed: [...removed] };
  return refusal === undefined ? result : { ...result, refusal };
}

type Step = readonly [what: string, mend: (value: string) => string];

function steps(labels: readonly string[]): readonly Step[] {
  return [
    ['invisible characters', (value) => value.replace(INVISIBLE, '')],
    ['surrounding whitespace', (value) => value.replace(AROUND, '')],
    ['surrounding quotes', (value) => value.replace(QUOTED, '$1')],
    ['the label', (value) => withoutLabel(value, labels)],
    ['surrounding whitespace', (value) => value.replace(AROUND, '')],
  ];
}

function withoutLabel(value: string, labels: readonly string[]): string {
  const [, label, rest] = /^["']?([\p{L}\d _-]+)["']?\s*[:=]\s*(.*)$/su.exec(value) ?? [];
  if (label === undefined || rest === undefined) return value;
  return labels.some((known) => plain(known) === plain(label)) ? rest : value;
}

function plain(label: string): string {
  return label.toLowerCase().replace(/[\s_-]+/g, '');
}

function refusalOf(value: string): string | undefined {
  if (value === '') return 'only whitespace or quotes';
  if (/^[*•●.…]+$/u.test(value)) return 'a masked value instead of the real one';
  if (/[\r\n]/.test(value)) return 'several lines';
  if (/[\s\p{Z}]/u.test(value)) return 'whitespace inside';
  if (/["'`“”„‘’«»]/u.test(value)) return 'a quotation mark';
  const odd = /[^\x21-\x7e]/u.exec(value)?.[0];
  return odd === undefined
    ? undefined
    : `the character ${codePoint(odd)}, which is not valid in a credential`;
}

function codePoint(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /\p{Cc}/u.test(character) ? `U+${code}` : `${character} (U+${code})`;
}
