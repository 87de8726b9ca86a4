/** A member of a JSON object, as offsets into its text: `text.slice(valueStart, valueEnd)` is the value as written. */
export interface Member {
  readonly key: string;
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** The members of the object in `text`, without parsing their values, so that `1.50` stays `1.50`. */
export function membersOf(text: string): Member[] {
  const members: Member[] = [];
  let at = skipSpace(text, text.indexOf('{') + 1);
  while (text[at] === '"') {
    const start = at;
    const keyEnd = stringEnd(text, at);
    const valueStart = skipSpace(text, text.indexOf(':', keyEnd) + 1);
    const valueEnd = endOfValue(text, valueStart);
    const key = JSON.parse(text.slice(start, keyEnd)) as string;
    members.push({ key, start, valueStart, valueEnd });
    at = skipSpace(text, valueEnd);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return members;
}

/** Sets members of the object to these JSON texts: in place if they exist, else at the end. */
export function withMembers(text: string, values: Readonly<Record<string, string>>): string {
  const left = new Map(Object.entries(values));
  let result = text;
  for (const member of membersOf(text).reverse()) {
    const value = left.get(member.key);
    if (value === undefined) continue;
    left.delete(member.key);
    result = result.slice(0, member.valueStart) + value + result.slice(member.valueEnd);
  }
  for (const [key, value] of left) result = append(result, key, value);
  return result;
}

/** The object without the members that `drop` selects. */
export function withoutMembers(text: string, drop: (key: string) => boolean): string {
  const kept = membersOf(text).filter((member) => !drop(member.key));
  return `{${kept.map((member) => text.slice(member.start, member.valueEnd)).join(',')}}`;
}

function append(text: string, key: string, value: string): string {
  const end = text.lastIndexOf('}');
  const separator = membersOf(text).length > 0 ? ',' : '';
  return `${text.slice(0, end)}${separator}${JSON.stringify(key)}:${value}${text.slice(end)}`;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (' \n\r\t'.includes(text[at] ?? 'x')) at += 1;
  return at;
}

function stringEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function endOfValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const letter = text[at] ?? '';
    if (depth === 0 && (',}]'.includes(letter) || ' \n\r\t'.includes(letter))) return at;
    if (letter === '"') at = stringEnd(text, at);
    else {
      if (letter === '{' || letter === '[') depth += 1;
      if (letter === '}' || letter === ']') depth -= 1;
      at += 1;
    }
    if (depth === 0 && (letter === '"' || letter === '}' || letter === ']')) return at;
  }
  return at;
}
