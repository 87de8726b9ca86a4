import type { SyncMode } from '../protocol/catalog';
import type { UsedFilter } from '../state/changes-knowledge';
import type { StreamState } from '../state/stream-state';
import type { ConfiguredStream } from '../stream/configured-stream';
import type { Endpoint } from '../stream/endpoint-health';
import { partitionsOf, type Partition } from '../stream/partition';
import type { PartitionTarget } from '../stream/partition-options';
import type { Window } from '../stream/window';
import { recheckMs, rereadMs, trustedFilter } from './changes/trust';
import { isItsTurn } from './changes/turns';
import type { ReadStart } from './sync-clock';

const HOUR_MS = 3_600_000;

/** Why a partition is read. */
export type DueReason =
  /** Its stream has no cursor. */
  | 'no-cursor'
  | 'full-refresh'
  | 'never-read'
  | 'start-date-moved'
  /** Only what changed is requested. */
  | 'changes'
  /** It ended too recently to wait for a recheck, or has not ended. */
  | 'recent'
  | 'recheck';

export interface PlanOptions {
  readonly stream: ConfiguredStream;
  readonly mode: SyncMode;
  readonly state: StreamState;
  /** The filter for changes could not be read in this sync. */
  readonly isFilterDown?: boolean;
}

export interface PlannedPartition {
  readonly partition: Partition;
  readonly index: number;
  readonly endpoint: Endpoint;
  /** The oldest change to read, epoch milliseconds; undefined if the partition is read in full. */
  readonly changedSince: number | undefined;
  /** Where its window begins, epoch milliseconds; undefined if the cursor sets that, or nothing does. */
  readonly windowStart: number | undefined;
}

/** Which partitions a read that begins at `start` has to read, and from where. */
export class PartitionPlan {
  readonly partitions: readonly PlannedPartition[];
  readonly due: readonly PlannedPartition[];
  /** What changed is read through the API's filter. */
  readonly filter: UsedFilter | undefined;
  private readonly moved = new Set<string>();

  constructor(
    private readonly options: PlanOptions,
    readonly start: ReadStart,
  ) {
    const { stream, isFilterDown } = options;
    this.partitions = partitionsOf(stream.model, stream.scope(start.latestMs)).map(
      (partition, index) => this.planned(partition, index),
    );
    const trusted = trustedFilter(options, start.latestMs, this.createdSince);
    this.filter = isFilterDown === true ? undefined : trusted;
    this.due = this.partitions.filter((planned) => this.reason(planned) !== undefined);
  }

  /** Where the records begin, epoch milliseconds: the first partition's window begins a second earlier. */
  get createdSince(): number {
    return (this.partitions[0]?.windowStart ?? 0) + 1000;
  }

  /** Undefined if it is not due. */
  reason({ partition }: PlannedPartition): DueReason | undefined {
    const { stream, state, mode } = this.options;
    const { latestMs, serverMs } = this.start;
    if (!stream.model.cursor) return 'no-cursor';
    const cursor = state.cursor(partition.value);
    if (cursor === undefined) return this.reasonOfFirstRead(partition);
    if (mode === 'full_refresh') return undefined;
    const { recheck } = stream.model.extension;
    const scope = stream.scope(latestMs, partition);
    const end = stream.window(scope)?.endMs;
    if (!recheck || end === undefined) return 'changes';
    if (this.filter) return this.isReread(partition, cursor) ? 'recheck' : undefined;
    if (end > serverMs - recheck.afterMs) return 'recent';
    return this.isOlderThan(recheckMs(stream, latestMs), cursor) ? 'recheck' : undefined;
  }

  /** A cursor of the future says nothing about when the partition was read. */
  private isReread({ value }: Partition, cursor: number): boolean {
    const { latestMs } = this.start;
    const everyMs = rereadMs(this.options.stream, latestMs);
    if (cursor > latestMs || this.isOlderThan(everyMs, cursor)) return true;
    return isItsTurn(value, { sinceMs: cursor, nowMs: latestMs, everyMs });
  }

  private isOlderThan(ms: number, cursor: number): boolean {
    return this.start.latestMs - cursor >= withSlack(ms);
  }

  private reasonOfFirstRead({ value }: Partition): DueReason {
    if (this.options.mode === 'full_refresh') return 'full-refresh';
    return this.moved.has(value) ? 'start-date-moved' : 'never-read';
  }

  /** What to read of a partition. `nowMs`: the time from which the API's floor is computed. */
  target({ partition, index, changedSince }: PlannedPartition, nowMs: number): PartitionTarget {
    const { stream } = this.options;
    const { latestMs } = this.start;
    const earliest = stream.earliest(nowMs);
    const from = Math.min(Math.max(earliest, changedSince ?? earliest), latestMs);
    const scope = stream.scope(latestMs, partition, from);
    // If the request filters by the cursor, every returned record is sent, unless the cursor lies in the future.
    const isFiltered =
      changedSince !== undefined &&
      (stream.model.cursor?.clientSide === true || changedSince > latestMs);
    return {
      stream,
      partition,
      index,
      scope,
      window: this.window(stream.window(scope), partition, nowMs),
      ...(isFiltered ? { changedSince } : {}),
    };
  }

  private planned(partition: Partition, index: number): PlannedPartition {
    const { stream, state } = this.options;
    const scope = stream.scope(this.start.latestMs, partition);
    const windowStart = stream.model.cursor?.clientSide ? stream.window(scope)?.beginMs : undefined;
    const covered = state.coverageStart(partition.value);
    // The start date was moved back: records in between have never been read, even if they changed long ago.
    if (covered !== undefined && windowStart !== undefined && covered > windowStart) {
      state.forget(partition.value);
      this.moved.add(partition.value);
    }
    const endpoint = { stream: stream.name, path: stream.path(scope) };
    return { partition, index, endpoint, windowStart, changedSince: this.changedSince(partition) };
  }

  private changedSince({ value }: Partition): number | undefined {
    const { stream, state, mode } = this.options;
    const { cursor } = stream.model;
    const stored = state.cursor(value);
    if (!cursor || stored === undefined || mode !== 'incremental') return undefined;
    return stored - cursor.lookbackMs;
  }

  /** Without a cursor the manifest bounds the window by "now": from one clock's to the other's. */
  private window(
    window: Window | undefined,
    partition: Partition,
    nowMs: number,
  ): Window | undefined {
    const { stream } = this.options;
    if (!window || stream.model.cursor) return window;
    return window.with(stream.window(stream.scope(nowMs, partition)) ?? window);
  }
}

/**
 * Since a month's last read, a sync on a schedule of exactly that many hours starts a little early as often as a little
 * late. Without slack every second sync would skip the month.
 */
function withSlack(ms: number): number {
  return ms - Math.min(HOUR_MS / 2, ms / 20);
}
