import { nearest } from '../src/config/nearest';

/** What a misspelt name was probably meant to be, in quotes unless told otherwise; all names where none is near. */
export function hint(name: string, known: readonly string[], quote = '"'): string {
  const near = nearest(name, known);
  if (near !== undefined) return `did you mean ${quote}${near}${quote}?`;
  return `known: ${known.map((each) => `${quote}${each}${quote}`).join(', ')}`;
}
