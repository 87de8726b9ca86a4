import { ConnectorError } from '../errors/connector-error';
import { READ_ERRORS } from '../errors/read-errors';
import { toNumber } from '../manifest/expressions/vocabulary';
import type { SyncMode } from '../protocol/catalog';
import { debug, type Output } from '../protocol/output';
import type { StreamState } from '../state/stream-state';
import type { Scope } from '../manifest/expressions/scope';
import type { ConfiguredStream } from '../stream/configured-stream';
import { SharedRecords } from '../stream/shared-records';
import type { Endpoint, Endpoints } from '../stream/endpoints';
import { FirstAnswer } from '../stream/first-answer';
import { partitionsOf, type Partition } from '../stream/partition';
import { OutdatedScope } from '../stream/page-fetcher';
import type { PartitionOptions } from '../stream/partition-options';
import { readPartition, type PartitionResult } from '../stream/read-partition';
import { inParallel, type Slots } from '../stream/slots';
import type { Window } from '../stream/window';
import { Estimate } from './estimate';
import { checkOwner } from './owner-check';
import { PartitionWarnings } from './partition-warnings';
import type { Beginning } from './server-clock';
import type { Session } from './session';
import type { Warnings } from './warnings';

export interface StreamReadOptions {
  readonly stream: ConfiguredStream;
  readonly mode: SyncMode;
  readonly generationId: number | undefined;
  readonly state: StreamState;
  readonly session: Session;
  readonly slots: Slots;
  readonly warnings: Warnings;
  readonly endpoints: Endpoints;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** One partition of a read that began at `began`. */
interface Place {
  readonly partition: Partition;
  /** Its place among the stream's partitions. */
  readonly index: number;
  readonly sharedRecords: SharedRecords;
  readonly began: Beginning;
  readonly endpoint: Endpoint;
}

/** Why a partition could not be read as a whole. */
interface Failure {
  readonly error: ConnectorError;
  readonly endpoint: Endpoint;
}

/**
 * Reads one stream: the partitions that are due, several at a time, each followed by a checkpoint. A partition that
 * fails leaves its cursor where it was, and the others are read all the same; what would fail for all of them ends the
 * stream at once.
 */
export class StreamRead {
  private readonly failures: Failure[] = [];
  private readonly firstAnswer = new FirstAnswer();
  /** How many partitions each path has. */
  private readonly partitionsOfPath = new Map<string, number>();
  private isRunning = false;
  /** Something ended the stream: partitions that were begun are not read any more. */
  private hasEnded = false;
  private estimate = new Estimate([], () => undefined);
  private readonly partitionWarnings: PartitionWarnings;

  constructor(private readonly options: StreamReadOptions) {
    this.partitionWarnings = new PartitionWarnings(options);
  }

  /** Throws what the stream failed with, after everything that can be read was sent and checkpointed. */
  async run(): Promise<void> {
    const { mode, state, generationId } = this.options;
    await this.checkOwner();
    if (mode === 'full_refresh') state.startFullRefresh({ now: Date.now(), generationId });
    else state.endFullRefresh();
    await this.readPartitions();
    this.throwFailures();
    this.options.signal.throwIfAborted();
    state.endFullRefresh();
    this.running();
    await this.checkpoint();
  }

  /** How many rows a partition has, by its first answer. */
  rows(partition: string, count: number): void {
    const { mode, state, output, stream } = this.options;
    if (mode === 'incremental' && state.cursor(partition) !== undefined) return;
    this.estimate.learn(partition, count);
    output.estimate(stream.name, this.estimate.rows);
  }

  /** Before anything is read: cursors of another company would leave out most of what this one has. */
  private async checkOwner(): Promise<void> {
    const { state, session, warnings, stream, signal } = this.options;
    await checkOwner(stream.name, { owner: state.owner, session, warnings, signal });
  }

  /**
   * The first answer may say that the local clock is wrong. Then the partitions and their time ranges are not the right
   * ones, and all begins again; nothing was sent so far.
   */
  private async readPartitions(): Promise<void> {
    const { clock } = this.options.session;
    try {
      await this.readPartitionsOf(clock.beginning);
    } catch (error) {
      if (!(error instanceof OutdatedScope)) throw error;
      this.hasEnded = false;
      await this.readPartitionsOf(clock.beginning);
    }
  }

  private async readPartitionsOf(began: Beginning): Promise<void> {
    const { stream, session, state } = this.options;
    const sharedRecords = new SharedRecords(stream.model.cursor?.clientSide === true);
    const places = partitionsOf(stream.model, stream.scope(began.latest)).map(
      (partition, index): Place => {
        const path = stream.path(stream.scope(began.latest, partition));
        return { partition, index, sharedRecords, began, endpoint: { stream: stream.name, path } };
      },
    );
    for (const place of places) this.forgetIfCutShort(place);
    const due = places.filter((place) => this.isDue(place));
    this.estimate = new Estimate(
      due.map(({ partition }) => partition.value),
      (value) => state.recordCount(value),
    );
    for (const place of places) if (!due.includes(place)) sharedRecords.finish(place.index);
    this.countPaths(due);
    await inParallel(due, session.concurrency, (place) => this.read(place));
  }

  /** The start date was moved to an earlier time: what lies between has never been read, however old its changes. */
  private forgetIfCutShort(place: Place): void {
    const { state } = this.options;
    const { value } = place.partition;
    const known = state.coverageStart(value);
    if (known === undefined) return;
    const begin = this.beginOf(place);
    if (begin !== undefined && known > begin) state.forget(value);
  }

  /** Where the partition's window begins, epoch milliseconds; undefined where the cursor says so, or nothing does. */
  private beginOf({ partition, began }: Place): number | undefined {
    const { stream } = this.options;
    if (!stream.model.cursor?.clientSide) return undefined;
    return stream.window(stream.scope(began.latest, partition))?.beginMs;
  }

  private isDue({ partition, began }: Place): boolean {
    const { stream, state, mode } = this.options;
    const cursor = state.cursor(partition.value);
    if (cursor === undefined) return true;
    if (mode === 'full_refresh') return false;
    const { recheck } = stream.model.extension;
    const scope = stream.scope(began.latest, partition);
    const end = stream.window(scope)?.endMs;
    if (!recheck || end === undefined || end > began.server - recheck.afterMs) return true;
    return began.latest - cursor >= withSlack(toNumber(recheck.hours.evaluate(scope)) * HOUR_MS);
  }

  private async read(place: Place): Promise<void> {
    const { stream, state, signal, endpoints } = this.options;
    const { partition, index, sharedRecords } = place;
    await this.firstAnswer.enter();
    try {
      if (this.hasEnded || endpoints.isGivenUp(place.endpoint)) return;
      const result = await this.fromFloor(place);
      // Not before an answer has said what time it is.
      this.partitionWarnings.ofCursor(partition, {
        began: place.began,
        since: this.since(partition),
      });
      // Only the first partition is cut off by the start date.
      const begin = index === 0 ? this.beginOf(place) : undefined;
      // Read from another moment on, it has other rows.
      if (index > 0 || state.coverageStart(partition.value) === begin)
        this.partitionWarnings.ofRows(partition, result.records);
      state.setCoverageStart(partition.value, begin);
      state.finish(partition.value, result.cursor, result.records);
      this.tell(partition, result.records);
      if (stream.model.cursor) await this.checkpoint();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ConnectorError) || !isOnePartitions(error)) {
        this.hasEnded = true;
        throw error;
      }
      this.failures.push({ error, endpoint: place.endpoint });
    } finally {
      this.firstAnswer.leave();
      sharedRecords.finish(index);
    }
  }

  private countPaths(places: readonly Place[]): void {
    this.partitionsOfPath.clear();
    for (const { path } of places.map(({ endpoint }) => endpoint))
      this.partitionsOfPath.set(path, (this.partitionsOfPath.get(path) ?? 0) + 1);
  }

  /**
   * Clocks that differ know two moments before which the API hands out nothing. It is asked from the earlier one on, and
   * from the later one where it refuses that.
   */
  private async fromFloor(place: Place): Promise<PartitionResult> {
    const { earliest, latest } = place.began;
    try {
      return await readPartition(this.runOptions(place, earliest));
    } catch (error) {
      if (!isRefusal(error) || earliest === latest) throw error;
      return readPartition(this.runOptions(place, latest));
    }
  }

  /** `now`: the moment by which the API's floor is reckoned. */
  private runOptions(place: Place, now: number): PartitionOptions {
    const { partition, index, sharedRecords, began, endpoint } = place;
    const { stream, session, slots, warnings, output, signal, endpoints } = this.options;
    const { cursor } = stream.model;
    const since = this.since(partition);
    const earliest = stream.earliest(now);
    const start = Math.min(Math.max(earliest, since ?? earliest), began.latest);
    const scope = stream.scope(began.latest, partition, start);
    return {
      stream,
      partition,
      index,
      scope,
      window: this.window(scope, partition, now),
      // Where the cursor bounds the request, all rows of the answer are sent, unless the cursor lies in the future.
      ...(since !== undefined && (cursor?.clientSide === true || since > began.latest)
        ? { changedSince: since }
        : {}),
      sharedRecords,
      slots,
      send: session.client.send,
      sink: (page, row) => {
        this.running();
        return output.record(stream.name, page, row);
      },
      observer: warnings,
      // Once a row has gone out, the time ranges stand as they are.
      isOutdated: () => !this.isRunning && session.clock.beginning !== began,
      clock: session.clock,
      endpoint,
      endpoints,
      firstAnswer: this.firstAnswer,
      isAlone: this.partitionsOfPath.get(endpoint.path) === 1,
      signal,
    };
  }

  /** What no cursor bounds, the manifest bounds by the time: from one clock's to the other's. */
  private window(scope: Scope, partition: Partition, now: number): Window | undefined {
    const { stream } = this.options;
    const window = stream.window(scope);
    if (!window || stream.model.cursor) return window;
    return window.with(stream.window(stream.scope(now, partition)) ?? window);
  }

  /** From which change on the partition is read, epoch milliseconds; undefined where it is read whole. */
  private since({ value }: Partition): number | undefined {
    const { stream, state, mode } = this.options;
    const { cursor } = stream.model;
    const stored = state.cursor(value);
    if (!cursor || stored === undefined || mode !== 'incremental') return undefined;
    return stored - cursor.lookbackMs;
  }

  private tell({ value }: Partition, rows: number): void {
    const { stream, output } = this.options;
    const facts = { stream: stream.name, partition: value, rows };
    debug(output, 'A part of the stream was read.', () => facts);
  }

  private running(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.options.output.status(this.options.stream.name, 'RUNNING');
  }

  private checkpoint(): Promise<void> {
    const { output, stream, state, session } = this.options;
    return output.state(stream.name, state.snapshot(session.sealedToken(), session.owner()));
  }

  private throwFailures(): void {
    const { stream } = this.options;
    const [first, ...others] = this.toldFailures();
    if (!first) return;
    if (others.length === 0) throw first;
    // One mistake of ours among them, and to try again later is no advice.
    const all = [first, ...others];
    const isBug = all.some(({ failureType }) => failureType === 'system_error');
    const kind = READ_ERRORS[isBug ? 'partition-refused' : 'partition-failed'];
    throw new ConnectorError(kind, {
      where: `${stream.name}, ${String(all.length)} parts`,
      found: all.map(({ summary }) => summary).join(' | '),
      ...(isBug ? {} : { action: first.action }),
      cause: first,
    });
  }

  /** Where a path was given up, that is said, and not of each partition that it was tried with. */
  private toldFailures(): readonly ConnectorError[] {
    const { endpoints } = this.options;
    return this.failures
      .filter(
        ({ error, endpoint }) =>
          error.kind.code === 'endpoint-failing' ||
          !endpoints.isGivenUp(endpoint) ||
          endpoints.hasAnswered(endpoint),
      )
      .map(({ error }) => error);
  }
}

const HOUR_MS = 3_600_000;

/**
 * A sync on a schedule of as many hours comes a little early as often as it comes late, measured from when a month was
 * read last time. Without slack every second one would pass the month over.
 */
function withSlack(ms: number): number {
  return ms - Math.min(HOUR_MS / 2, ms / 20);
}

/** What would only be met again: the API as a whole does not answer, or not to us. */
const ENDS_THE_STREAM: ReadonlySet<string> = new Set([
  'breaker-open',
  'rate-limited',
  'token-refused',
]);

/** Failures after which other partitions of the stream may still succeed. */
function isOnePartitions(error: ConnectorError): boolean {
  return error.failureType !== 'config_error' && !ENDS_THE_STREAM.has(error.kind.code);
}

function isRefusal(error: unknown): boolean {
  return error instanceof ConnectorError && error.kind.code === 'request-refused';
}
