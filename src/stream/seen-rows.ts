/** Pages in a row that bring nothing new before a series of pages counts as one that never ends. */
export const MOST_IDLE_PAGES = 20;

/**
 * The rows of one window over several readings of it. Each reading is counted apart, so that two can be compared; a
 * row is new only once.
 */
export class SeenRows {
  /** By id: the number of the last reading that had it. */
  private readonly lastReading = new Map<string, number>();
  private reading = 0;
  private before = 0;
  private repeated = 0;
  private distinctNow = 0;

  /** Of more rows than `most`, the oldest are forgotten: where a series has no end in sight, memory has one. */
  constructor(private readonly most = Infinity) {}

  beginReading(): void {
    this.reading++;
    this.before = this.distinctNow;
    this.distinctNow = 0;
    this.repeated = 0;
  }

  /** Counts a row of this reading; true if no reading had it before. A row without an id is always new. */
  see(id: string | undefined): boolean {
    if (id === undefined) {
      this.distinctNow++;
      return true;
    }
    const last = this.lastReading.get(id);
    if (last === this.reading) return false;
    this.lastReading.set(id, this.reading);
    this.distinctNow++;
    if (last === this.reading - 1) this.repeated++;
    if (this.lastReading.size > this.most) this.forgetOldest();
    return last === undefined;
  }

  private forgetOldest(): void {
    const [oldest] = this.lastReading.keys();
    if (oldest !== undefined) this.lastReading.delete(oldest);
  }

  /** How many different rows this reading had so far. */
  get distinct(): number {
    return this.distinctNow;
  }

  /** Whether this reading had the same rows as the one before. */
  get repeatsTheLast(): boolean {
    return this.reading > 1 && this.distinctNow === this.before && this.repeated === this.before;
  }

  ids(): Iterable<string> {
    return this.lastReading.keys();
  }
}
