/** In longer texts the search isn't worth its cost. */
const LONGEST = 2 ** 20;

const TOKEN =
  /\s*(?:[{}[\],:]|"[^"\\]*(?:\\.[^"\\]*)*"|(?:true|false|null|-?\d[\d.eE+-]*)(?![\w-]))/y;

/**
 * Position of the first token that isn't a value where one is due, such as unquoted text or an extra comma: the only
 * mistake for which the engine reports no position. The end of the text if it ends too early.
 */
export function misplacedValue(text: string): number | undefined {
  if (text.length > LONGEST) return undefined;
  let before = '';
  for (let at = 0; ; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0].trimStart();
    if (token === undefined) return text.length - text.slice(at).trimStart().length;
    if (isMisplaced(token, before)) return TOKEN.lastIndex - token.length;
    before = token;
  }
}

/** Whether the token stands where a value is due. An empty list needs none. */
function isMisplaced(token: string, before: string): boolean {
  const isValueDue = before === '' || before === ':' || before === ',' || before === '[';
  return isValueDue && /^[\]},:]$/.test(token) && before + token !== '[]';
}
