import type { CoverageFigures } from '../report/figures';
import type { StreamState } from '../state/stream-state';
import type { ConfiguredStream } from '../stream/configured-stream';
import { recheckMs, rereadMs } from './changes/trust';
import type { PlannedPartition } from './partition-plan';
import type { ReadStart } from './sync-clock';

const HOUR_MS = 3_600_000;
/** A part is too old when it was not read in whole for this long, or for twice its recheck if that is longer. */
const STALE_AFTER_MS = 8 * 24 * HOUR_MS;

/** Of a stream without a cursor that was read in whole, or one that the API does not offer. `nowMs`: by the earlier clock. */
export function readWhole({ earliestMs }: ReadStart, nowMs: number): CoverageFigures {
  return {
    isBackfill: undefined,
    oldestCompleteReadAt: earliestMs,
    ageMs: nowMs - earliestMs,
    staleAfterMs: undefined,
  };
}

/** Compares what the state covers when a read begins with what it covers when it ends. */
export class Coverage {
  /** Times in epoch milliseconds, by partition. */
  private readonly before: ReadonlyMap<string, number>;
  private readonly newestBefore: number | undefined;

  /** Create it before the state changes. */
  constructor(
    private readonly stream: ConfiguredStream,
    private readonly state: Pick<StreamState, 'cursor' | 'changes'>,
    private partitions: readonly PlannedPartition[],
  ) {
    this.before = this.cursors();
    this.newestBefore = this.before.size === 0 ? undefined : Math.max(...this.before.values());
  }

  /** The clock proved to be wrong: these are the partitions. */
  replan(partitions: readonly PlannedPartition[]): void {
    this.partitions = partitions;
  }

  /** When each partition was read in whole, epoch milliseconds, before this read; in the plan's order. */
  get readsBefore(): readonly (number | undefined)[] {
    return this.partitions.map((planned) => this.readAt(planned, this.before));
  }

  /** `nowMs`: by the earlier clock, as the cursors. What was read before counts until it is read again. */
  figures(nowMs: number): CoverageFigures {
    const now = new Map([...this.before, ...this.cursors()]);
    const reads = this.partitions.map((planned) => this.readAt(planned, now));
    const known = reads.flatMap((at) => at ?? []);
    const oldest = known.length === reads.length ? Math.min(...known) : undefined;
    // A cursor of the future says nothing about when it was read.
    const at = oldest !== undefined && oldest <= nowMs ? oldest : undefined;
    return {
      isBackfill: this.partitions.some((each) => this.readAt(each, this.before) === undefined),
      oldestCompleteReadAt: at,
      ageMs: at === undefined ? undefined : nowMs - at,
      staleAfterMs: this.staleAfterMs(nowMs),
    };
  }

  /** A month that began after the last read had nothing to read before: it counts as read up to its beginning. */
  private readAt(
    { partition, windowStart }: PlannedPartition,
    cursors: ReadonlyMap<string, number>,
  ): number | undefined {
    const isNew =
      windowStart !== undefined &&
      this.newestBefore !== undefined &&
      windowStart >= this.newestBefore;
    return cursors.get(partition.value) ?? (isNew ? windowStart : undefined);
  }

  private cursors(): ReadonlyMap<string, number> {
    const cursors = new Map<string, number>();
    for (const { partition } of this.partitions) {
      const cursor = this.state.cursor(partition.value);
      if (cursor !== undefined) cursors.set(partition.value, cursor);
    }
    return cursors;
  }

  private staleAfterMs(nowMs: number): number | undefined {
    if (!this.stream.model.extension.recheck) return undefined;
    const isProven = this.state.changes?.answer === 'proven';
    const everyMs = isProven ? rereadMs(this.stream, nowMs) : recheckMs(this.stream, nowMs);
    return Math.max(STALE_AFTER_MS, 2 * everyMs);
  }
}
