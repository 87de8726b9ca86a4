import type { ShownChanges } from '../../state/changes-knowledge';
import type { FieldIndexes } from '../../stream/configured-stream';
import { idOf, instantOf } from '../../stream/record-fields';
import type { ScannedPage } from '../../stream/records/scanned-page';
import type { ShownRecords } from './shown-records';

export interface ComparisonOptions {
  readonly fields: FieldIndexes;
  readonly shown: ShownRecords;
  /** The oldest change that is due, epoch milliseconds. */
  readonly changedSince: number;
  /** A record that was created before is old, epoch milliseconds. */
  readonly oldBefore: number;
}

/** Compares the changes that reading one partition found with those that the filter has shown. */
export class PartComparison {
  private readonly counts = { all: 0, cancellations: 0, old: 0 };
  /** Whether the filter has not shown one of them. */
  isMissed = false;

  constructor(private readonly options: ComparisonOptions) {}

  /** How many the filter had to show. */
  get compared(): ShownChanges {
    return this.counts;
  }

  add(page: ScannedPage, index: number): void {
    const { fields, shown, changedSince, oldBefore } = this.options;
    const id = idOf(page, index, fields.id);
    const created = instantOf(page, index, fields.created);
    // A record without the time of a change is sent by every reading of its partition.
    const changedAt = instantOf(page, index, fields.cursor) ?? created;
    if (id === undefined || changedAt === undefined || changedAt < changedSince) return;
    const isShown = shown.hasShown(id, changedAt);
    if (isShown === undefined) return;
    if (!isShown) this.isMissed = true;
    this.counts.all++;
    if (created !== undefined && created < oldBefore) this.counts.old++;
    const cancelled = instantOf(page, index, fields.cancelled);
    if (cancelled !== undefined && cancelled >= changedSince) this.counts.cancellations++;
  }
}
