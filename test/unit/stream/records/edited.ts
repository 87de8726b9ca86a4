import type { PagePlan } from '../../../../src/stream/records/plan/page-plan';

/** The expected record after a plan's edits, computed the slow way: on the parsed record, member by member. */
export function edited(record: string, plan: Pick<PagePlan, 'remove' | 'add'>): string {
  const added = new Map(plan.add.map(({ name, json }) => [name, json]));
  const members = [...Object.entries(JSON.parse(record) as object)]
    .filter(([name]) => added.has(name) || !cuts(plan.remove, [name]))
    .map(([name, value]): [string, string] => [
      name,
      added.get(name) ?? JSON.stringify(without(value, [name], plan.remove)),
    ]);
  const all = new Map([...members, ...added]);
  return canonical(
    `{${[...all].map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`,
  );
}

/**
 * A canonical spelling of JSON, as strict readers take it: half a surrogate pair is U+FFFD, and a
 * number that no double holds is null. The order of members counts.
 */
export function canonical(json: string): string {
  return JSON.stringify(JSON.parse(json), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [wellFormed(name), inner]))
      : typeof value === 'string'
        ? wellFormed(value)
        : value,
  );
}

function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

/** The names on the way to a value; an element has none. */
type Path = readonly (string | undefined)[];
type Pointer = readonly string[];

function without(value: unknown, path: Path, pointers: readonly Pointer[]): unknown {
  if (Array.isArray(value)) {
    const inside = [...path, undefined];
    return value
      .filter(() => !cuts(pointers, inside))
      .map((element) => without(element, inside, pointers));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !cuts(pointers, [...path, name]))
      .map(([name, inner]) => [name, without(inner, [...path, name], pointers)]),
  );
}

function cuts(pointers: readonly Pointer[], path: Path): boolean {
  return pointers.some((pointer) => leadsTo(path, pointer));
}

function leadsTo(path: Path, pointer: Pointer): boolean {
  const [head, ...tail] = pointer;
  if (head === undefined) return path.length === 0;
  if (head === '**')
    return [...path, undefined].some((_, skipped) => leadsTo(path.slice(skipped), tail));
  return path.length > 0 && (head === '*' || head === path[0]) && leadsTo(path.slice(1), tail);
}

const STRINGS_AND_NUMBERS = /"(?:[^"\\]|\\[^])*"|-?\d[\d.eE+-]*/g;

/** A record on one line as line readers and strict parsers take it; otherwise unchanged. */
export function asLine(record: string): string {
  return record
    .replace(/[\r\n]/g, '')
    .replace(/[\u2028\u2029\u0085]/g, escaped)
    .replace(STRINGS_AND_NUMBERS, (token) => {
      if (token.startsWith('"')) return withWholeCharacters(token);
      return Number.isFinite(Number(token)) ? token : 'null';
    });
}

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** One escape after another, each judged by its neighbours. */
function withWholeCharacters(string: string): string {
  const parts = string.match(/\\u.{4}|\\?[^]/g) ?? [];
  const unit = (part = ''): number => (/^\\u/.test(part) ? parseInt(part.slice(2), 16) : 0);
  const isHigh = (part?: string): boolean => unit(part) >= 0xd800 && unit(part) < 0xdc00;
  const isLow = (part?: string): boolean => unit(part) >= 0xdc00 && unit(part) < 0xe000;
  return parts
    .map((part, index) => {
      const isWhole = isHigh(part)
        ? isLow(parts[index + 1])
        : !isLow(part) || isHigh(parts[index - 1]);
      return isWhole ? part : '\\ufffd';
    })
    .join('');
}
