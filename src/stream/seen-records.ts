import { IdTable } from './id-table';
import type { RecordId } from './record-id';

/** A window's records over several readings, counted separately for comparison; a record is new only once. */
export class SeenRecords {
  /** By id: the number of the last page with the record. Pages are numbered across all readings. */
  private readonly first = new IdTable();
  /** Records after the first `most`; `recent` becomes `older` when it has as many. */
  private recent = new IdTable();
  private older = new IdTable();
  /** Hashes of this reading's records without an id. */
  private keyless = new IdTable();
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
   * Bounds memory for a series without a known end: after the first `most` records, remembers at least the last `most`
   * and at most twice as many. The first ones stay, to recognise a series that starts over.
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
    this.keyless = new IdTable();
  }

  /** The number of a page whose records follow. */
  beginPage(): number {
    return ++this.page;
  }

  /** Counts a record of this reading; true if no earlier reading had it. A record without an id is always new. */
  see(id: RecordId | undefined, page = this.page): boolean {
    if (id === undefined) {
      this.distinct++;
      return true;
    }
    const last = this.first.get(id) || this.recent.get(id) || this.older.get(id);
    if (last > 0 && last >= this.firstPage) {
      // A repeat within one page does not mean that other pages lack a record.
      this.repeatsARecord ||= last !== page;
      return false;
    }
    this.remember(id, page);
    this.distinct++;
    if (last > 0 && last >= this.firstPageBefore) this.repeated++;
    return last === 0;
  }

  /** Whether no earlier record of this reading has this hash; without ids only that tells a page from a repeated one. */
  seeKeyless(hash: RecordId): boolean {
    const isNew = !this.keyless.has(hash);
    if (this.keyless.size < this.most) this.keyless.set(hash);
    return isNew;
  }

  private remember(id: RecordId, page: number): void {
    const { first, recent, most } = this;
    if (first.size < most || first.has(id)) {
      first.set(id, page);
      return;
    }
    recent.set(id, page);
    if (recent.size < most) return;
    this.older = recent;
    this.recent = new IdTable();
  }

  /** Whether this reading has the same records as the one before. */
  get repeatsTheLast(): boolean {
    return (
      this.firstPageBefore > 0 && this.distinct === this.before && this.repeated === this.before
    );
  }

  copyTo(table: IdTable): void {
    for (const each of [this.first, this.older, this.recent]) table.addAll(each);
  }
}
