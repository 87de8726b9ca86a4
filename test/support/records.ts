type Json = Readonly<Record<string, unknown>>;

/** Number of differences shown; a wrong read often has thousands. */
const TOLD = 3;
const LONGEST_VALUE = 60;
/** The key of a record of any stream. */
const KEYS = ['uuid', 'id', 'transaction_id'];

/**
 * Fails unless the records are those expected, byte for byte, in any order. Names stream, id and
 * differing member of the first few: jest's own output shows whole records, thousands of lines of
 * them.
 */
export function expectRecords(
  stream: string,
  found: Iterable<string>,
  expected: Iterable<string>,
): void {
  const differences = recordDifferences([...found], [...expected]);
  if (differences.length > 0) throw failure(stream, differences, expectRecords);
}

/** The same for ids only. */
export function expectIds(
  stream: string,
  found: Iterable<string>,
  expected: Iterable<string>,
): void {
  const differences = idDifferences([...found], [...expected]);
  if (differences.length > 0) throw failure(stream, differences, expectIds);
}

/** The same, but extra and repeated records are allowed. */
export function expectIdsAmong(
  stream: string,
  found: Iterable<string>,
  expected: Iterable<string>,
): void {
  const came = new Set(found);
  const missing = [...expected].filter((id) => !came.has(id));
  if (missing.length > 0)
    throw failure(
      stream,
      missing.map((id) => `${id}: missing`),
      expectIdsAmong,
    );
}

/** Reports the test's line, not this one. */
function failure(
  stream: string,
  differences: readonly string[],
  caller: typeof expectRecords,
): Error {
  const told = differences.slice(0, TOLD).map((difference) => `  ${stream} ${difference}`);
  const more = differences.length - told.length;
  const rest = more > 0 ? [`  and ${more} more`] : [];
  const error = new Error(
    [`${differences.length} of ${stream} differ:`, ...told, ...rest].join('\n'),
  );
  Error.captureStackTrace(error, caller);
  return error;
}

function recordDifferences(found: readonly string[], expected: readonly string[]): string[] {
  const [came, wanted] = [byId(found), byId(expected)];
  return [...new Set([...wanted.keys(), ...came.keys()])].flatMap((id) =>
    difference(id, came.get(id) ?? [], wanted.get(id) ?? []),
  );
}

function idDifferences(found: readonly string[], expected: readonly string[]): string[] {
  const [came, wanted] = [grouped(found, String), grouped(expected, String)];
  return [...new Set([...wanted.keys(), ...came.keys()])].flatMap(
    (id) => countDifference(id, came.get(id)?.length ?? 0, wanted.get(id)?.length ?? 0) ?? [],
  );
}

function difference(id: string, came: readonly string[], wanted: readonly string[]): string[] {
  const count = countDifference(id, came.length, wanted.length);
  if (count !== undefined) return [count];
  const others = [...wanted];
  const strange = came.filter((text) => {
    const at = others.indexOf(text);
    if (at >= 0) others.splice(at, 1);
    return at < 0;
  });
  return strange.map((text, index) => `${id}: ${whatDiffers(text, others[index] ?? '')}`);
}

function countDifference(id: string, came: number, wanted: number): string | undefined {
  if (came === wanted) return undefined;
  if (came === 0) return `${id}: missing`;
  if (wanted === 0) return `${id}: not expected`;
  return `${id}: came ${came} times, expected ${wanted}`;
}

/** The first member that differs, or, if all values are equal, the first byte. */
function whatDiffers(found: string, expected: string): string {
  const [came, wanted] = [JSON.parse(found) as Json, JSON.parse(expected) as Json];
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(came)])];
  const differing = names.filter((name) => shown(came, name) !== shown(wanted, name));
  const [first] = differing;
  if (first === undefined) return whereTextsPart(found, expected);
  const others = differing.length > 1 ? ` (and ${differing.length - 1} more members)` : '';
  return `"${first}" is ${cut(shown(came, first))}, expected ${cut(shown(wanted, first))}${others}`;
}

function shown(record: Json, name: string): string {
  return Object.hasOwn(record, name) ? JSON.stringify(record[name]) : 'absent';
}

function whereTextsPart(found: string, expected: string): string {
  let at = 0;
  while (at < found.length && found[at] === expected[at]) at += 1;
  const from = Math.max(0, at - 20);
  return `equal values, other bytes: ${cut(found.slice(from))}, expected ${cut(expected.slice(from))}`;
}

function cut(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`;
}

function byId(records: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return grouped(records, idOf);
}

function idOf(text: string): string {
  const record = JSON.parse(text) as Json;
  const key = KEYS.find((name) => typeof record[name] === 'string');
  return key === undefined ? cut(text) : String(record[key]);
}

function grouped(
  texts: readonly string[],
  keyOf: (text: string) => string,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const text of texts) {
    const key = keyOf(text);
    const group = groups.get(key);
    if (group) group.push(text);
    else groups.set(key, [text]);
  }
  return groups;
}
