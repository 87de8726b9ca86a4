/** Ids remembered at most: some 10 MB. With more changes than that, a sync compares nothing. */
const MOST_IDS = 100_000;

/** The records that the filter has shown in this sync, and the times between which it must have shown all. */
export class ShownRecords {
  private readonly ids = new Set<string>();
  /** Not all of them are known. */
  isPartial = false;

  /** `fromMs`, `toMs`: epoch milliseconds; a later change may not be visible yet. */
  constructor(
    private readonly fromMs: number,
    private readonly toMs: number,
  ) {}

  add(id: string): void {
    if (this.ids.size < MOST_IDS) this.ids.add(id);
    else this.isPartial = true;
  }

  /** Whether the filter has shown a record that changed then; undefined if that proves nothing. */
  hasShown(id: string, changedAt: number): boolean | undefined {
    if (this.isPartial || changedAt < this.fromMs || changedAt >= this.toMs) return undefined;
    return this.ids.has(id);
  }
}
