import type { FieldIndexes } from '../../stream/configured-stream';
import { idOf, instantOf } from '../../stream/record-fields';
import type { ScannedPage } from '../../stream/records/scanned-page';

/** One may change again before it is asked for. */
const MOST_KNOWN = 3;
/** A batch of changes may fill a page with others of the same second. */
const APART_MS = 600_000;

/** A record that changed at that time, epoch milliseconds. */
export interface KnownChange {
  readonly id: string;
  readonly at: number;
}

/** The oldest changes of a range of time among the records that were read: a filter that lags may show them. */
export class KnownChanges {
  private changes: readonly KnownChange[] = [];

  /** Times in epoch milliseconds. */
  constructor(
    private readonly fields: FieldIndexes,
    private readonly fromMs: number,
    private readonly toMs: number,
  ) {}

  get oldest(): readonly KnownChange[] {
    return this.changes;
  }

  add(page: ScannedPage, index: number): void {
    const at = instantOf(page, index, this.fields.cursor);
    if (at === undefined || at < this.fromMs || at >= this.toMs) return;
    const last = this.changes.at(-1);
    if (this.changes.length === MOST_KNOWN && last !== undefined && last.at <= at) return;
    const id = idOf(page, index, this.fields.id);
    if (id === undefined) return;
    const all = [...this.changes, { id, at }].sort((a, b) => a.at - b.at);
    const apart = all.filter((each, n) => n === 0 || each.at - (all[n - 1]?.at ?? 0) >= APART_MS);
    this.changes = apart.slice(0, MOST_KNOWN);
  }
}
