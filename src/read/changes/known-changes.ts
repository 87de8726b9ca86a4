import type { FieldIndexes } from '../../stream/configured-stream';
import type { ScannedPage } from '../../stream/records/scanned-page';
import { idOf, instantOf } from './part-comparison';
import type { KnownChange } from './questions';

/** One may change again before it is asked for. */
const MOST = 3;

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
    if (this.changes.length === MOST && last !== undefined && last.at <= at) return;
    const id = idOf(page, index, this.fields);
    if (id === undefined) return;
    this.changes = [...this.changes, { id, at }].sort((a, b) => a.at - b.at).slice(0, MOST);
  }
}
