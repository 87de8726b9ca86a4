import type { RecordId } from './record-id';

/** Words of a slot: an ID and its number. */
const WIDTH = 5;
const FIRST_SLOTS = 64;

/**
 * Positive numbers by record ID, as a hash table with open addressing in one block outside the heap: 20 bytes a slot, at
 * most three of four taken. A map of strings takes four times that, and what it leaves behind makes the heap grow.
 */
export class IdTable {
  private slots = FIRST_SLOTS;
  private words = new Int32Array(WIDTH * FIRST_SLOTS);
  private used = 0;

  /** How many IDs it has. */
  get size(): number {
    return this.used;
  }

  /** 0 if it doesn't have the ID. */
  get(id: RecordId): number {
    return this.words[this.find(id, 0) + 4] as number;
  }

  has(id: RecordId): boolean {
    return this.get(id) !== 0;
  }

  /** Keeps a copy of the ID. */
  set(id: RecordId, number = 1): void {
    this.put(id, 0, number);
  }

  addAll({ words }: IdTable): void {
    for (let at = 0; at < words.length; at += WIDTH) {
      const number = words[at + 4] as number;
      if (number !== 0) this.put(words, at, number);
    }
  }

  /** The ID stands in `ids` from `from`. */
  private put(ids: Int32Array, from: number, number: number): void {
    let at = this.find(ids, from);
    if (this.words[at + 4] === 0) {
      if (4 * (this.used + 1) > 3 * this.slots) {
        this.grow();
        at = this.find(ids, from);
      }
      this.used++;
      for (let word = 0; word < 4; word++) this.words[at + word] = ids[from + word] as number;
    }
    this.words[at + 4] = number;
  }

  /** Where the ID stands, or the free slot where it belongs. */
  private find(ids: Int32Array, from: number): number {
    const { words } = this;
    const a = ids[from] as number;
    const b = ids[from + 1] as number;
    const c = ids[from + 2] as number;
    const d = ids[from + 3] as number;
    const mask = this.slots - 1;
    for (let slot = hashOf(a, b, c, d) & mask; ; slot = (slot + 1) & mask) {
      const at = WIDTH * slot;
      if (words[at + 4] === 0) return at;
      if (words[at] === a && words[at + 1] === b && words[at + 2] === c && words[at + 3] === d)
        return at;
    }
  }

  private grow(): void {
    const { words } = this;
    this.slots *= 2;
    this.words = new Int32Array(WIDTH * this.slots);
    for (let at = 0; at < words.length; at += WIDTH) {
      if (words[at + 4] !== 0) this.words.set(words.subarray(at, at + WIDTH), this.find(words, at));
    }
  }
}

/** UUIDs that hold a time share most of their bits, and counters differ in few: each word is mixed into all bits. */
function hashOf(a: number, b: number, c: number, d: number): number {
  return mixed(mixed(mixed(mixed(0, a), b), c), d);
}

function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}
