/** Pages in a row that bring nothing new before a series of pages counts as one that never ends. */
export const MOST_IDLE_PAGES = 20;

/**
 * The rows of one window over several readings of it. Each reading is counted apart, so that two can be compared; a
 * row is new only once.
 */
export class SeenRows {
  /** By id: the number of the last reading that had it. */
  private readonly first = new Map<string, number>();
  /** Of the rows behind the first ones. */
  private readonly recent = new Map<string, number>();
  private reading = 0;
  private before = 0;
  private repeated = 0;
  private distinctNow = 0;
  private hasRepetition = false;

  /**
   * Where a series has no end in sight, memory has one: of the rows behind the first `most` only the last `most` are
   * remembered. The first ones stay, to tell a series that begins again.
   */
  constructor(private readonly most = Infinity) {}

  beginReading(): void {
    this.reading++;
    this.before = this.distinctNow;
    this.distinctNow = 0;
    this.repeated = 0;
    this.hasRepetition = false;
  }

  /** Counts a row of this reading; true if no reading had it before. A row without an id is always new. */
  see(id: string | undefined): boolean {
    if (id === undefined) {
      this.distinctNow++;
      return true;
    }
    const last = this.first.get(id) ?? this.recent.get(id);
    if (last === this.reading) {
      this.hasRepetition = true;
      return false;
    }
    this.remember(id);
    this.distinctNow++;
    if (last === this.reading - 1) this.repeated++;
    return last === undefined;
  }

  private remember(id: string): void {
    const { first, recent, most } = this;
    if (first.size < most || first.has(id)) {
      first.set(id, this.reading);
      return;
    }
    recent.set(id, this.reading);
    if (recent.size <= most) return;
    const [oldest] = recent.keys();
    if (oldest !== undefined) recent.delete(oldest);
  }

  /** How many different rows this reading had so far. */
  get distinct(): number {
    return this.distinctNow;
  }

  /** Whether one row came more than once in this reading. */
  get repeatsARow(): boolean {
    return this.hasRepetition;
  }

  /** Whether this reading had the same rows as the one before. */
  get repeatsTheLast(): boolean {
    return this.reading > 1 && this.distinctNow === this.before && this.repeated === this.before;
  }

  *ids(): Iterable<string> {
    yield* this.first.keys();
    yield* this.recent.keys();
  }
}
