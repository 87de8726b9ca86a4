import { NameTable } from './name-table';

/** What a plan needs from one value inside a record: a node in the tree of all pointers. */
export interface RecordNode {
  /** Whether to cut the value and its name. */
  readonly remove: boolean;
  /** Its index among the wanted fields, else -1. */
  readonly field: number;
  /** The index of the added field that replaces it, else -1. */
  readonly added: number;
  readonly named: NameTable<RecordNode> | undefined;
  /** For elements, and for members that `named` lacks. */
  readonly others: RecordNode | undefined;
}

type Pointer = readonly string[];

const ANY = '*';

/** The tree of one record. Its members are the fields, the added fields and the first names of the pointers. */
export function recordTree(
  remove: readonly Pointer[],
  fields: readonly string[],
  added: readonly string[],
): RecordNode {
  const names = new Set([...fields, ...added, ...literalHeads(remove)]);
  const members = [...names].map((name): [string, RecordNode] => [
    name,
    {
      ...removalTree(tailsBehind(remove, name)),
      field: fields.indexOf(name),
      added: added.indexOf(name),
    },
  ]);
  return { ...removalTree(remove), named: new NameTable(new Map(members)) };
}

/** Merges pointers that may lead to the same value, so that a walk visits one node at a time. */
function removalTree(pointers: readonly Pointer[]): RecordNode {
  const members = literalHeads(pointers).map((name): [string, RecordNode] => [
    name,
    removalTree(tailsBehind(pointers, name)),
  ]);
  const others = pointers.filter(([head]) => head === ANY).map((pointer) => pointer.slice(1));
  return {
    remove: pointers.some((pointer) => pointer.length === 0),
    field: -1,
    added: -1,
    named: members.length === 0 ? undefined : new NameTable(new Map(members)),
    others: others.length === 0 ? undefined : removalTree(others),
  };
}

function literalHeads(pointers: readonly Pointer[]): string[] {
  const heads = pointers.flatMap((pointer) => pointer.slice(0, 1));
  return [...new Set(heads)].filter((head) => head !== ANY);
}

function tailsBehind(pointers: readonly Pointer[], name: string): Pointer[] {
  return pointers
    .filter(([head]) => head === name || head === ANY)
    .map((pointer) => pointer.slice(1));
}
