// @ts-check

const MOST_BINS = 600;

/** Counts of events by time, in at most 600 bins: when they are used up, each two become one. Times may be unordered. */
export class CountsOverTime {
  total = 0;
  /** @type {Map<number, number>} */
  #bins = new Map();
  #width = 10;

  /** @param {number} at epoch milliseconds */
  add(at) {
    const bin = Math.floor(at / this.#width);
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + 1);
    this.total += 1;
    if (this.#bins.size > MOST_BINS) this.#widen();
  }

  /** In order: the end of each bin, and the count up to then. */
  cumulated() {
    let count = 0;
    return [...this.#bins]
      .sort(([a], [b]) => a - b)
      .map(([bin, more]) => ({ at: (bin + 1) * this.#width, count: (count += more) }));
  }

  #widen() {
    const finer = this.#bins;
    this.#width *= 2;
    this.#bins = new Map();
    for (const [bin, count] of finer) {
      const wider = Math.floor(bin / 2);
      this.#bins.set(wider, (this.#bins.get(wider) ?? 0) + count);
    }
  }
}
