/** Records remembered at most: some 20 MB. */
const MOST = 150_000;

/** The records that the filter has shown in this sync, and the times between which it must have shown all. */
export class ShownRecords {
  /** When each changed last, epoch milliseconds. */
  private readonly changes = new Map<string, number>();
  /** There are more than can be compared. */
  isFull = false;

  /** `fromMs`, `toMs`: epoch milliseconds; a later change may not be visible yet. */
  constructor(
    private readonly fromMs: number,
    private readonly toMs: number,
  ) {}

  add(id: string, changedAt: number): void {
    if (this.changes.size < MOST || this.changes.has(id))
      this.changes.set(id, Math.max(changedAt, this.changes.get(id) ?? 0));
    else this.isFull = true;
  }

  /** Whether the filter has shown this change or a later one of the record; undefined if it need not have. */
  hasShown(id: string, changedAt: number): boolean | undefined {
    if (changedAt < this.fromMs || changedAt >= this.toMs) return undefined;
    return (this.changes.get(id) ?? 0) >= changedAt;
  }
}
