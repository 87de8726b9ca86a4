/**
 * U+2028, U+2029 and U+0085: JSON allows them inside strings, line readers split at them. Airbyte's tools split stdout
 * with Python's `splitlines`, which would cut such a record in two.
 */
export const LINE_SEPARATORS: readonly { readonly bytes: Buffer; readonly escape: Buffer }[] = [
  '\u2028',
  '\u2029',
  '\u0085',
].map((character) => ({ bytes: Buffer.from(character), escape: Buffer.from(escapeOf(character)) }));

/** An escaped backslash, a surrogate pair, or half of one. */
const SURROGATES =
  /\\\\|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(\\u[dD][89a-fA-F][\da-fA-F]{2})/g;

/** The same JSON on one line, for every line reader and strict parser. */
export function oneLine(json: string): string {
  return json
    .replace(/[\r\n]/g, '')
    .replace(/[\u2028\u2029\u0085]/g, escapeOf)
    .replace(SURROGATES, (text, lone: string | undefined) =>
      lone === undefined ? text : '\\ufffd',
    );
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
