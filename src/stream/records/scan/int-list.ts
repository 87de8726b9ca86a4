/** A growing list of integers below 2^31, without an object per entry. */
export class IntList {
  length = 0;
  private items: Int32Array;

  constructor(capacity = 64) {
    this.items = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.items.length) this.grow(this.length + 1);
    this.items[this.length++] = value;
  }

  /** Appends `value` `count` times; returns the index of the first. */
  fill(value: number, count: number): number {
    const first = this.length;
    if (first + count > this.items.length) this.grow(first + count);
    this.items.fill(value, first, first + count);
    this.length = first + count;
    return first;
  }

  /** The entry at an index below `length`. */
  at(index: number): number {
    return this.items[index] as number;
  }

  set(index: number, value: number): void {
    this.items[index] = value;
  }

  clear(): void {
    this.length = 0;
  }

  private grow(needed: number): void {
    const larger = new Int32Array(Math.max(needed, 2 * this.items.length));
    larger.set(this.items);
    this.items = larger;
  }
}
