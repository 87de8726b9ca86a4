/**
 * The records of one window over several readings of it. Each reading is counted apart, so that two can be compared; a
 * record is new only once.
 */
export class SeenRecords {
  /** By id: the number of the last page that had it; pages are counted over all readings. */
  private readonly first = new Map<string, number>();
  /** Of the records behind the first ones. */
  private readonly recent = new Map<string, number>();
  /** The first page of this reading, of the one before, and the latest of all. */
  private firstPage = 0;
  private firstPageBefore = 0;
  private page = 0;
  private before = 0;
  private repeated = 0;
  private distinctNow = 0;
  private hasRepetition = false;

  /**
   * Where a series has no end in sight, memory has one: of the records behind the first `most` only the last `most` are
   * remembered. The first ones stay, to tell a series that begins again.
   */
  constructor(private readonly most = Infinity) {}

  beginReading(): void {
    this.firstPageBefore = this.firstPage;
    this.firstPage = ++this.page;
    this.before = this.distinctNow;
    this.distinctNow = 0;
    this.repeated = 0;
    this.hasRepetition = false;
  }

  /** The number of a page whose records are about to be seen. */
  beginPage(): number {
    return ++this.page;
  }

  /** Counts a record of this reading; true if no reading had it before. A record without an id is always new. */
  see(id: string | undefined, page = this.page): boolean {
    if (id === undefined) {
      this.distinctNow++;
      return true;
    }
    const last = this.first.get(id) ?? this.recent.get(id);
    if (last !== undefined && last >= this.firstPage) {
      // Twice on one page, it says nothing about what other pages lack.
      this.hasRepetition ||= last !== page;
      return false;
    }
    this.remember(id, page);
    this.distinctNow++;
    if (last !== undefined && last >= this.firstPageBefore) this.repeated++;
    return last === undefined;
  }

  private remember(id: string, page: number): void {
    const { first, recent, most } = this;
    if (first.size < most || first.has(id)) {
      first.set(id, page);
      return;
    }
    recent.set(id, page);
    if (recent.size <= most) return;
    const [oldest] = recent.keys();
    if (oldest !== undefined) recent.delete(oldest);
  }

  /** How many different records this reading had so far. */
  get distinct(): number {
    return this.distinctNow;
  }

  /** Whether one record came on two pages of this reading. */
  get repeatsARecord(): boolean {
    return this.hasRepetition;
  }

  /** Whether this reading had the same records as the one before. */
  get repeatsTheLast(): boolean {
    return (
      this.firstPageBefore > 0 && this.distinctNow === this.before && this.repeated === this.before
    );
  }

  *ids(): Iterable<string> {
    yield* this.first.keys();
    yield* this.recent.keys();
  }
}
