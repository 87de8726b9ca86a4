/** Beyond this, looking for a mistake costs more than it tells. */
const LONGEST = 2 ** 20;

const TOKEN =
  /\s*(?:[{}[\],:]|"[^"\\]*(?:\\.[^"\\]*)*"|(?:true|false|null|-?\d[\d.eE+-]*)(?![\w-]))/y;

/**
 * Where something stands in the place of a value, which is the one mistake that the engine gives no position for: a
 * text without quotes, a comma too many. The text's end if it ends too early.
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

/** Whether a value has to stand where the token does. An empty list has none. */
function isMisplaced(token: string, before: string): boolean {
  const isValueDue = before === '' || before === ':' || before === ',' || before === '[';
  return isValueDue && /^[\]},:]$/.test(token) && before + token !== '[]';
}
