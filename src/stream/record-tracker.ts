import { CLIENT_ERRORS } from '../errors/client-errors';
import { ConnectorError } from '../errors/connector-error';
import type { ReadField } from '../manifest/expressions/scope';
import { isTrue, type Value } from '../manifest/expressions/value';
import type { PartitionTarget, RecordOutput } from './partition-options';
import { IdTable } from './id-table';
import { instantOf } from './record-fields';
import { digest, readRecordId, recordId, type RecordId } from './record-id';
import type { ScannedPage } from './records/scanned-page';
import type { SeenRecords } from './seen-records';
import type { Window } from './window';

/** Decides which records of one partition to send, each once, and sends them. */
export class RecordTracker {
  /** Distinct records of the partition, sent or not, by this partition or a neighbour. */
  count = 0;
  /** The newest cursor value of any record, epoch milliseconds. */
  newest: number | undefined;
  /** Records of split windows, whether sent, dropped or unchanged: the halves skip them. */
  private readonly handled = new IdTable();
  /** Of the record in turn: used again, so that nothing is allocated for a record. */
  private readonly id = recordId();
  private readonly keeps: ((readField: ReadField) => Value) | undefined;

  constructor(private readonly options: PartitionTarget & RecordOutput) {
    this.keeps = options.stream.model.filter?.bind(options.scope);
  }

  /** Sends the page's due records. Returns how many of its records are new to this reading. */
  async passOn(page: ScannedPage, window: Window | undefined, seen: SeenRecords): Promise<number> {
    const number = seen.beginPage();
    let fresh = 0;
    let keyless = 0;
    let freshKeyless = 0;
    for (let index = 0; index < page.count; index++) {
      const before = seen.distinct;
      const id = readRecordId(page, index, this.options.stream.fields.id, this.id);
      const isNew = seen.see(id, number);
      const isDue = isNew && this.isDue(page, index, id, window);
      if (id !== undefined) fresh += seen.distinct - before;
      else {
        keyless++;
        if (seen.seeKeyless(digest(page.bytesOf(index), this.id))) freshKeyless++;
      }
      const wait = isDue ? this.options.sink(page, index) : undefined;
      if (wait) await wait;
    }
    this.checkKeys(keyless, page.count);
    // Among repeated records, one without a key does not show that the page is new.
    return keyless === page.count ? freshKeyless : fresh;
  }

  /** Call when the window is split: its halves then skip its records. */
  markHandled(seen: SeenRecords): void {
    seen.copyTo(this.handled);
  }

  /** Where Navan documents no field, a key that no record has is a wrong guess, not a flaw of the records. */
  private checkKeys(keyless: number, count: number): void {
    const { stream, observer } = this.options;
    const { primaryKey, extension } = stream.model;
    if (keyless === 0 || keyless < count || !extension.mayBeMissing) return;
    if (observer.sendsKeyless(stream.name)) return;
    const found = `no record has the primary key '${primaryKey ?? ''}'`;
    throw new ConnectorError(CLIENT_ERRORS['unknown-shape'], { where: stream.name, found });
  }

  private isDue(
    page: ScannedPage,
    index: number,
    id: RecordId | undefined,
    window: Window | undefined,
  ): boolean {
    const { stream, sharedRecords, index: partition, observer } = this.options;
    if (id !== undefined && this.handled.has(id)) return false;
    if (!this.belongs(page, index)) return false;
    const isShared = this.isShared(page, index, window);
    this.count++;
    // The other half of this window may have it too, whichever partition sends it.
    if (isShared && window?.isPart === true && id !== undefined) this.handled.set(id);
    if (id !== undefined && sharedRecords.has(partition, id)) return false;
    if (!this.hasChanged(page, index)) return false;
    if (id === undefined) return observer.keylessRecord(stream.name);
    if (isShared) sharedRecords.add(partition, id);
    return true;
  }

  private belongs(page: ScannedPage, index: number): boolean {
    if (!this.keeps) return true;
    const { filter } = this.options.stream.fields;
    return isTrue(this.keeps((read) => page.field(index, filter[read] ?? -1) ?? null));
  }

  /** Whether another window may return this record too: the next month's, or the other half of a split. */
  private isShared(page: ScannedPage, index: number, window: Window | undefined): boolean {
    const { stream, observer } = this.options;
    const field = stream.fields.window;
    const hasNeighbours = stream.model.cursor?.clientSide === true || window?.isPart === true;
    if (!window || !hasNeighbours) return false;
    const at = field === undefined ? undefined : instantOf(page, index, field);
    if (at === undefined) return true;
    const place = window.place(at);
    if (place === 'outside' && stream.model.cursor?.clientSide) {
      observer.misplacedRecord(stream.name, window.describe());
    }
    return place !== 'inside';
  }

  /** A record without a modification time counts as changed. */
  private hasChanged(page: ScannedPage, index: number): boolean {
    const { stream, changedSince } = this.options;
    const field = stream.fields.cursor;
    if (field === undefined) return true;
    const at = instantOf(page, index, field);
    if (at === undefined) return true;
    if (this.newest === undefined || at > this.newest) this.newest = at;
    return changedSince === undefined || at >= changedSince;
  }
}
