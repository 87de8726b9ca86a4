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
/** Any number of steps, also none. */
const DEEP = '**';

/** The tree of one record. Its members are the fields, the added fields and the first names of the pointers. */
export function recordTree(
  remove: readonly Pointer[],
  fields: readonly string[],
  added: readonly string[],
): RecordNode {
  const nodes = new RemovalNodes();
  const names = new Set([...fields, ...added, ...literalHeads(startsOf(remove))]);
  const members = [...names].map((name): [string, RecordNode] => [
    name,
    {
      ...nodes.node(tailsBehind(startsOf(remove), name)),
      field: fields.indexOf(name),
      added: added.indexOf(name),
    },
  ]);
  return { ...nodes.node(remove), named: new NameTable(new Map(members)) };
}

type Unfinished = { -readonly [Key in keyof RecordNode]: RecordNode[Key] };

/**
 * Merges pointers that may lead to the same value, so that a walk visits one node at a time. One node per set of
 * pointers: below `**`, a node may lead back to itself.
 */
class RemovalNodes {
  private readonly nodes = new Map<string, RecordNode>();

  node(pointers: readonly Pointer[]): RecordNode {
    const starts = startsOf(pointers);
    const key = JSON.stringify(starts);
    const known = this.nodes.get(key);
    if (known !== undefined) return known;
    const node: Unfinished = {
      remove: starts.some((pointer) => pointer.length === 0),
      field: -1,
      added: -1,
      named: undefined,
      others: undefined,
    };
    this.nodes.set(key, node);
    const members = literalHeads(starts).map((name): [string, RecordNode] => [
      name,
      this.node(tailsBehind(starts, name)),
    ]);
    if (members.length > 0) node.named = new NameTable(new Map(members));
    const others = tailsBehind(starts, ANY);
    if (others.length > 0) node.others = this.node(others);
    return node;
  }
}

/** Adds what is left of a pointer if its `**` is no step at all. Sorted, each once. */
function startsOf(pointers: readonly Pointer[]): Pointer[] {
  const all = pointers.flatMap((pointer) =>
    pointer[0] === DEEP ? [pointer, pointer.slice(1)] : [pointer],
  );
  const texts = new Set(all.map((pointer) => JSON.stringify(pointer)));
  return [...texts].sort().map((text) => JSON.parse(text) as Pointer);
}

function literalHeads(pointers: readonly Pointer[]): string[] {
  const heads = pointers.flatMap((pointer) => pointer.slice(0, 1));
  return [...new Set(heads)].filter((head) => head !== ANY && head !== DEEP);
}

/** What is left of the pointers behind a member; behind an element, or a member that none of them names: `*`. */
function tailsBehind(pointers: readonly Pointer[], name: string): Pointer[] {
  return pointers.flatMap((pointer) => {
    const [head, ...tail] = pointer;
    if (head === DEEP) return [pointer];
    return head === name || head === ANY ? [tail] : [];
  });
}
