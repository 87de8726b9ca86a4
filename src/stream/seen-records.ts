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
  /** How many different records this reading had so far. */
  distinct = 0;
  /** Whether one record came on two pages of this reading. */
  repeatsARecord = false;

  /**
   * Where a series has no end in sight, memory has one: of the records behind the first `most` only the last `most` are
   * remembered. The first ones stay, to tell a series that begins again.
   */
  constructor(private readonly most = Infinity) {}

  beginReading(): void {
    this.firstPageBefore = this.firstPage;
    this.firstPage = ++this.page;
    this.before = this.distinct;
    this.distinct = 0;
    this.repeated = 0;
    this.repeatsARecord = false;
  }

  /** The number of a page whose records are about to be seen. */
  beginPage(): number {
    return ++this.page;
  }

  /** Counts a record of this reading; true if no reading had it before. A record without an id is always new. */
  see(id: string | undefined, page = this.page): boolean {
    if (id === undefined) {
      this.distinct++;
      return true;
    }
    const last = this.first.get(id) ?? this.recent.get(id);
    if (last !== undefined && last >= this.firstPage) {
      // Twice on one page, it says nothing about what other pages lack.
      this.repeatsARecord ||= last !== page;
      return false;
    }
    this.remember(id, page);
    this.distinct++;
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

  /** Whether this reading had the same records as the one before. */
  get repeatsTheLast(): boolean {
    return (
      this.firstPageBefore > 0 && this.distinct === this.before && this.repeated === this.before
    );
  }

  *ids(): Iterable<string> {
    yield* this.first.keys();
    yield* this.recent.keys();
  }
}
