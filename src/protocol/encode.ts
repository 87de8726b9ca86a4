const LINE_BREAKS_OF_OTHERS = /[\u0085\u2028\u2029]/g;

/**
 * One message as one line. JSON may hold U+0085, U+2028 and U+2029 as they are, but some readers of lines (Python's
 * `splitlines`) break there, so they leave as escapes.
 */
export function encodeLine(message: object): string {
  return JSON.stringify(message).replace(
    LINE_BREAKS_OF_OTHERS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
