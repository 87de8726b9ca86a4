import type { ConnectorError } from '../errors/connector-error';
import type { SyncMode } from '../protocol/catalog';
import { mayFilter, recheckMs, rereadMs } from '../read/changes/trust';
import { Coverage } from '../read/coverage';
import { PartitionPlan, type PlannedPartition } from '../read/partition-plan';
import type { ReadStart } from '../read/sync-clock';
import { waitingFor } from '../read/upcoming-trips';
import { isUsed } from '../state/changes-knowledge';
import type { StreamState } from '../state/stream-state';
import type { ConfiguredStream } from '../stream/configured-stream';
import { partitionsOf } from '../stream/partition';
import type { PartitionTarget } from '../stream/partition-options';
import { historyOf } from './history';
import { partRequests } from './part-requests';
import { atLeast, NOTHING, sum, type Range } from './range';
import type { CoveragePlan, FilterPlan, PartPlan, RecheckPlan, StreamPlan } from './stream-plan';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface StreamPlannerOptions {
  readonly stream: ConfiguredStream;
  readonly mode: SyncMode;
  readonly generationId: number | undefined;
  /** Changed as a read changes it. */
  readonly state: StreamState;
}

/** Plans one stream as a read does that begins at `start`. Sends nothing. */
export class StreamPlanner {
  /** Why a sync cannot read the stream. */
  error: ConnectorError | undefined;
  /** The API answered that it does not have the stream. */
  isMissing = false;
  private readonly plan: PartitionPlan;
  /** Of the state as it was given, epoch milliseconds by part. */
  private readonly cursors: ReadonlyMap<string, number | undefined>;
  /** By part, as the API states them now. */
  private readonly stated = new Map<string, number>();

  constructor(
    private readonly options: StreamPlannerOptions,
    private readonly start: ReadStart,
  ) {
    const { stream, mode, generationId, state } = options;
    const { latestMs } = start;
    const parts = partitionsOf(stream.model, stream.scope(latestMs));
    this.cursors = new Map(parts.map(({ value }) => [value, state.cursor(value)]));
    if (mode === 'full_refresh') state.startFullRefresh({ now: latestMs, generationId });
    else state.endFullRefresh();
    this.plan = new PartitionPlan(options, start);
  }

  get stream(): ConfiguredStream {
    return this.options.stream;
  }

  get owner(): StreamState['owner'] {
    return this.options.state.owner;
  }

  /** The due parts whose requests cannot be counted. */
  get uncounted(): readonly PartitionTarget[] {
    const { state } = this.options;
    const isUncounted = (planned: PlannedPartition): boolean =>
      state.recordCount(planned.partition.value) === undefined &&
      this.requestsOf(planned).max === undefined;
    return this.plan.due.filter(isUncounted).map((planned) => this.target(planned));
  }

  learn(part: string, records: number): void {
    this.stated.set(part, records);
  }

  result(): StreamPlan {
    const { stream, mode } = this.options;
    const coverage = this.coverage();
    const reads = coverage.readsBefore;
    const parts = this.plan.partitions.map((planned, index) => this.part(planned, reads[index]));
    const { filter, upcoming } = this;
    return {
      stream: stream.name,
      mode,
      isByTime: stream.model.cursor?.clientSide === true,
      recheck: this.recheck,
      filter,
      upcoming,
      parts,
      requests: sum([
        ...parts.map(({ requests }) => requests),
        filter?.requests ?? NOTHING,
        upcoming,
      ]),
      coverage: stream.model.cursor && this.coveragePlan(parts),
      isMissing: this.isMissing,
      error: this.error,
    };
  }

  private part(planned: PlannedPartition, readAt: number | undefined): PartPlan {
    const { value } = planned.partition;
    const reason = this.plan.reason(planned);
    const [stated, remembered] = [this.stated.get(value), this.options.state.recordCount(value)];
    return {
      part: value,
      reason,
      records: stated ?? remembered,
      recordsFrom: stated !== undefined ? 'api' : remembered !== undefined ? 'state' : undefined,
      requests: reason === undefined ? NOTHING : this.requestsOf(planned),
      readAt,
    };
  }

  private requestsOf(planned: PlannedPartition) {
    const { stream, state } = this.options;
    const { value } = planned.partition;
    return partRequests({
      model: stream.model,
      window: this.target(planned).window,
      isIncremental: planned.changedSince !== undefined,
      stated: this.stated.get(value),
      remembered: state.recordCount(value),
    });
  }

  private target(planned: PlannedPartition): PartitionTarget {
    return this.plan.target(planned, this.start.earliestMs);
  }

  /** A month that is read anew since the start date moved is not covered. */
  private coverage(): Coverage {
    const isMoved = (planned: PlannedPartition): boolean =>
      this.plan.reason(planned) === 'start-date-moved';
    const moved = this.plan.partitions.filter(isMoved).map(({ partition }) => partition.value);
    const cursor = (part: string): number | undefined =>
      moved.includes(part) ? undefined : this.cursors.get(part);
    const { stream, state } = this.options;
    return new Coverage(stream, { cursor, changes: state.changes }, this.plan.partitions);
  }

  private coveragePlan(parts: readonly PartPlan[]): CoveragePlan {
    const reads = parts.flatMap(({ readAt }) => readAt ?? []);
    const oldestReadAt = reads.length === 0 ? undefined : Math.min(...reads);
    return {
      partsRead: reads.length,
      oldestReadAt,
      newestReadAt: reads.length === 0 ? undefined : Math.max(...reads),
      history: historyOf(this.options.stream, oldestReadAt, this.start.earliestMs),
    };
  }

  private get recheck(): RecheckPlan | undefined {
    const { stream } = this.options;
    const { recheck } = stream.model.extension;
    if (!recheck) return undefined;
    const { latestMs } = this.start;
    const everyMs = this.plan.filter ? rereadMs(stream, latestMs) : recheckMs(stream, latestMs);
    return { hours: everyMs / HOUR_MS, afterDays: recheck.afterMs / DAY_MS };
  }

  /** At most what reading these parts would take. */
  private get upcoming(): Range {
    const { stream, state } = this.options;
    const waiting = waitingFor(this.options, this.plan);
    const [first] = waiting;
    if (!first) return NOTHING;
    const { upcoming: known } = state;
    const all = waiting.reduce((sum, { part }) => sum + (state.recordCount(part) ?? 0), 0);
    const isKnown = known !== undefined && 'until' in known;
    const requests = partRequests({
      model: stream.model,
      window: first.window,
      isIncremental: true,
      stated: undefined,
      remembered: isKnown ? known.rows : all,
    });
    return isKnown ? requests : { ...requests, min: 1 };
  }

  /** Not counted: whether the API is asked about its filter for the first time depends on what the sync reads. */
  private get filter(): FilterPlan | undefined {
    const { latestMs } = this.start;
    if (!mayFilter(this.options, latestMs)) return undefined;
    const { changes: known } = this.options.state;
    const isTrusted = this.plan.filter !== undefined;
    const isRead =
      isTrusted || this.plan.due.some(({ changedSince }) => changedSince !== undefined);
    const requests = isUsed(known) ? atLeast(isRead ? 2 : 1) : NOTHING;
    return { answer: known?.answer, isTrusted, requests };
  }
}
