const SLOTS = 256;

/** Finds values by a member's name as written in the page: compares bytes and creates no string. */
export class NameTable<Value> {
  private readonly byName: ReadonlyMap<string, Value>;
  private readonly names: readonly Buffer[];
  private readonly values: readonly Value[];
  /** For each slot the index of its first name, else -1; most names of a page end at such an empty slot. */
  private readonly first = new Int16Array(SLOTS).fill(-1);
  /** For each name the index of the next one in its slot. */
  private readonly next: Int16Array;

  constructor(entries: ReadonlyMap<string, Value>) {
    this.byName = entries;
    this.names = [...entries.keys()].map((name) => Buffer.from(name));
    this.values = [...entries.values()];
    this.next = new Int16Array(this.names.length);
    this.names.forEach((name, index) => {
      const slot = slotOf(name[0] ?? 0, name.length);
      this.next[index] = this.first[slot] as number;
      this.first[slot] = index;
    });
  }

  /** By the bytes from `start` to before `end`, which contain no escapes. */
  find(bytes: Buffer, start: number, end: number): Value | undefined {
    const slot = slotOf(start === end ? 0 : (bytes[start] as number), end - start);
    let index = this.first[slot] as number;
    while (index >= 0) {
      if (sameBytes(this.names[index] as Buffer, bytes, start, end)) return this.values[index];
      index = this.next[index] as number;
    }
    return undefined;
  }

  /** By the unescaped name. */
  get(name: string): Value | undefined {
    return this.byName.get(name);
  }
}

function slotOf(firstByte: number, length: number): number {
  return (firstByte ^ (length << 3)) & (SLOTS - 1);
}

function sameBytes(name: Buffer, bytes: Buffer, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let index = 0; index < name.length; index++) {
    if (name[index] !== bytes[start + index]) return false;
  }
  return true;
}
