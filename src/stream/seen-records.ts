/** A window's records over several readings, counted separately for comparison; a record is new only once. */
export class SeenRecords {
  /** By id: the number of the last page with the record. Pages are numbered across all readings. */
  private readonly first = new Map<string, number>();
  /** Records after the first `most`. */
  private readonly recent = new Map<string, number>();
  /** Hashes of this reading's records without an id. */
  private readonly keyless = new Set<string>();
  /** The first page of this reading and of the one before, and the latest page. */
  private firstPage = 0;
  private firstPageBefore = 0;
  private page = 0;
  private before = 0;
  private repeated = 0;
  /** How often the window was read, including this reading. */
  readings = 0;
  /** Distinct records of this reading so far. */
  distinct = 0;
  /** Whether one record was on two pages of this reading. */
  repeatsARecord = false;

  /**
   * Bounds memory for a series without a known end: after the first `most` records, remembers only the last `most`. The
   * first ones stay, to recognise a series that starts over.
   */
  constructor(private readonly most = Infinity) {}

  beginReading(): void {
    this.readings++;
    this.firstPageBefore = this.firstPage;
    this.firstPage = ++this.page;
    this.before = this.distinct;
    this.distinct = 0;
    this.repeated = 0;
    this.repeatsARecord = false;
    this.keyless.clear();
  }

  /** The number of a page whose records follow. */
  beginPage(): number {
    return ++this.page;
  }

  /** Counts a record of this reading; true if no earlier reading had it. A record without an id is always new. */
  see(id: string | undefined, page = this.page): boolean {
    if (id === undefined) {
      this.distinct++;
      return true;
    }
    const last = this.first.get(id) ?? this.recent.get(id);
    if (last !== undefined && last >= this.firstPage) {
      // A repeat within one page does not mean that other pages lack a record.
      this.repeatsARecord ||= last !== page;
      return false;
    }
    this.remember(id, page);
    this.distinct++;
    if (last !== undefined && last >= this.firstPageBefore) this.repeated++;
    return last === undefined;
  }

  /** Whether no earlier record of this reading has this hash; without ids only that tells a page from a repeated one. */
  seeKeyless(hash: string): boolean {
    const isNew = !this.keyless.has(hash);
    if (this.keyless.size < this.most) this.keyless.add(hash);
    return isNew;
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

  /** Whether this reading has the same records as the one before. */
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
