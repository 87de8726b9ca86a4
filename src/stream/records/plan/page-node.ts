import { NameTable } from './name-table';

/** What a plan needs from one value outside the records. */
export interface PageNode {
  /** Whether the value is the array of records. */
  readonly records: boolean;
  /** Indexes of the envelope values that are this value. */
  readonly values: readonly number[];
  /** Whether the array of records is this value or inside it. */
  readonly holdsRecords: boolean;
  /** Indexes of the envelope values that are this value or inside it. */
  readonly holds: readonly number[];
  readonly named: NameTable<PageNode> | undefined;
}

interface Wanted {
  readonly path: readonly string[];
  /** Index among the envelope's values, or -1 for the records. */
  readonly value: number;
}

export function pageTree(
  recordPath: readonly string[],
  envelope: readonly (readonly string[])[],
): PageNode {
  return nodeOf([
    { path: recordPath, value: -1 },
    ...envelope.map((path, value) => ({ path, value })),
  ]);
}

function nodeOf(wanted: readonly Wanted[]): PageNode {
  const here = wanted.filter(({ path }) => path.length === 0);
  const members = new Map<string, PageNode>();
  for (const name of new Set(wanted.flatMap(({ path }) => path.slice(0, 1)))) {
    const inside = wanted.filter(({ path }) => path[0] === name);
    members.set(name, nodeOf(inside.map(({ path, value }) => ({ path: path.slice(1), value }))));
  }
  return {
    records: here.some(({ value }) => value < 0),
    values: valuesOf(here),
    holdsRecords: wanted.some(({ value }) => value < 0),
    holds: valuesOf(wanted),
    named: members.size === 0 ? undefined : new NameTable(members),
  };
}

function valuesOf(wanted: readonly Wanted[]): number[] {
  return wanted.map(({ value }) => value).filter((value) => value >= 0);
}
