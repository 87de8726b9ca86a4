/**
 * What line readers split at although JSON allows it inside strings: U+2028, U+2029 and U+0085. Airbyte's tools split
 * stdout with Python's `splitlines`, which would cut such a record in two.
 */
export const LINE_SEPARATORS: readonly { readonly bytes: Buffer; readonly escape: Buffer }[] = [
  '\u2028',
  '\u2029',
  '\u0085',
].map((character) => ({ bytes: Buffer.from(character), escape: Buffer.from(escapeOf(character)) }));

/** The same JSON on one line, for every reader of lines. */
export function oneLine(json: string): string {
  return json.replace(/[\r\n]/g, '').replace(/[\u2028\u2029\u0085]/g, escapeOf);
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
