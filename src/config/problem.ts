export interface Explanation {
  /** Absent where `found` says all: "is missing". */
  readonly expected?: string;
  /** Never the value of a credential. */
  readonly found: string;
  /** Such as the nearest valid name or the value probably meant. */
  readonly hint?: string;
}

/** One mistake in the config, in the words of the form; becomes one sentence of the error. */
export interface Problem extends Explanation {
  /** Title and key. */
  readonly field: string;
}

export function problemText({ field, expected, found, hint }: Problem): string {
  const sentence =
    expected === undefined
      ? `${field} ${found}.`
      : `${field}: expected ${expected}, found ${found}.`;
  return hint === undefined ? sentence : `${sentence} ${hint}`;
}

const SHOWN = 60;

/** A config value, safe to show: short, and quoted if it is text. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
