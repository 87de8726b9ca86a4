import { IdTable } from './id-table';
import type { RecordId } from './record-id';

/**
 * Records near the bounds of a window, which a neighbouring window may return too, and records without a time. The
 * first partition to send one notes it here. Records that no neighbour can return any more are forgotten.
 */
export class SharedRecords {
  private readonly sent = new Map<number, IdTable>();
  private readonly done = new Set<number>();

  /** `neighbours`: whether the partitions follow each other in time, so that one record can be in two of them. */
  constructor(private readonly neighbours: boolean) {}

  has(partition: number, id: RecordId): boolean {
    if (this.sent.size === 0) return false;
    return this.around(partition).some((index) => this.sent.get(index)?.has(id) ?? false);
  }

  add(partition: number, id: RecordId): void {
    let ids = this.sent.get(partition);
    if (ids === undefined) this.sent.set(partition, (ids = new IdTable()));
    ids.set(id);
  }

  /** The partition was read, or will not be. */
  finish(partition: number): void {
    this.done.add(partition);
    for (const index of this.around(partition)) {
      if (this.around(index).every((other) => other < 0 || this.done.has(other)))
        this.sent.delete(index);
    }
  }

  private around(partition: number): readonly number[] {
    return this.neighbours ? [partition - 1, partition, partition + 1] : [partition];
  }
}
