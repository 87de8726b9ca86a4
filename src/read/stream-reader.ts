import type { ConcurrencyGate } from '../client/concurrency-gate';
import { ConnectorError } from '../errors/connector-error';
import { hasCode } from '../errors/error-codes';
import { READ_ERRORS } from '../errors/read-errors';
import { logLine } from '../log/log-line';
import { READ_LINES } from '../log/read-lines';
import { REPORT_LINES } from '../log/report-lines';
import type { SyncMode } from '../protocol/catalog';
import { debug, type Output } from '../protocol/output';
import { planFacts } from '../report/facts';
import type { StreamMeter } from '../report/stream-meter';
import { isUsed } from '../state/changes-knowledge';
import type { StreamState } from '../state/stream-state';
import type { ConfiguredStream } from '../stream/configured-stream';
import { SharedRecords } from '../stream/shared-records';
import type { Endpoint, EndpointHealth } from '../stream/endpoint-health';
import { FirstAnswer } from '../stream/first-answer';
import { OutdatedScope } from '../stream/page-fetcher';
import type { PartitionOptions } from '../stream/partition-options';
import { readPartition, type PartitionResult } from '../stream/read-partition';
import type { ScannedPage } from '../stream/records/scanned-page';
import { inParallel } from '../stream/in-parallel';
import { Coverage, readWhole } from './coverage';
import { ChangesFilter } from './changes/changes-filter';
import { mayFilter } from './changes/trust';
import { Estimate } from './estimate';
import { checkOwner } from './owner-check';
import type { Offers } from './offers';
import { PartitionPlan, type PlannedPartition } from './partition-plan';
import { PartitionWarnings } from './partition-warnings';
import type { ReadStart } from './sync-clock';
import type { Session } from './session';
import { readUpcomingTrips } from './upcoming-trips';
import type { Warnings } from './warnings';

export interface StreamReaderOptions {
  readonly stream: ConfiguredStream;
  readonly mode: SyncMode;
  readonly generationId: number | undefined;
  readonly state: StreamState;
  readonly session: Session;
  readonly pageGate: ConcurrencyGate;
  readonly warnings: Warnings;
  readonly endpoints: EndpointHealth;
  readonly offers: Offers;
  readonly meter: StreamMeter;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** One pass over the stream's partitions. A second one follows if the first response shows that the clock is wrong. */
interface Pass {
  readonly plan: PartitionPlan;
  readonly sharedRecords: SharedRecords;
  readonly filter: ChangesFilter | undefined;
}

interface PartitionFailure {
  readonly error: ConnectorError;
  readonly endpoint: Endpoint;
}

/**
 * Reads one stream: the due partitions, several at a time, each followed by a checkpoint. A partition that fails keeps
 * its cursor, and the others are still read. A failure that would affect all partitions ends the stream at once.
 */
export class StreamReader {
  private readonly failures: PartitionFailure[] = [];
  private readonly firstAnswer = new FirstAnswer();
  private readonly partitionsOfPath = new Map<string, number>();
  private isRunning = false;
  /** The stream has ended: partitions that were waiting are not read. */
  private isStopped = false;
  /** Of a stream with a cursor. */
  private coverage: Coverage | undefined;
  /** Nothing is left to read, whatever cursors say. */
  private isCovered = false;
  private estimate = new Estimate([], () => undefined);
  private readonly partitionWarnings: PartitionWarnings;

  constructor(private readonly options: StreamReaderOptions) {
    this.partitionWarnings = new PartitionWarnings(options);
  }

  /** Throws the stream's failure once everything readable is sent and checkpointed. */
  async run(): Promise<void> {
    const { stream, state, session } = this.options;
    const { partitions } = new PartitionPlan(this.options, session.clock.readStart);
    if (stream.model.cursor) this.coverage = new Coverage(stream, state, partitions);
    try {
      await this.checkOwner();
      await this.readAlive();
      // Without a cursor every complete read covers everything.
      if (!stream.model.cursor) this.isCovered = true;
    } finally {
      this.noteCoverage();
    }
  }

  /** Sends a checkpoint now and then, whatever the read waits for. */
  private async readAlive(): Promise<void> {
    const { limits } = this.options.session;
    const heartbeat = setInterval(() => void this.beat(), limits.checkpointEveryMs);
    heartbeat.unref();
    try {
      await this.read();
    } finally {
      clearInterval(heartbeat);
    }
  }

  private noteCoverage(): void {
    const { clock } = this.options.session;
    const now = clock.earliestAt(Date.now());
    const figures = this.isCovered ? readWhole(clock.readStart, now) : this.coverage?.figures(now);
    if (figures) this.options.meter.covers(figures);
  }

  private async read(): Promise<void> {
    const { mode, state, generationId } = this.options;
    if (mode === 'full_refresh') state.startFullRefresh({ now: Date.now(), generationId });
    else state.endFullRefresh();
    await this.readPartitions();
    this.throwFailures();
    this.options.signal.throwIfAborted();
    state.endFullRefresh();
    this.reportRunning();
    await this.checkpoint();
  }

  /** A partition's record count according to its first response. */
  noteStatedRecords(partition: string, count: number): void {
    const { mode, state, output, stream, meter } = this.options;
    meter.stated(partition, count);
    if (mode === 'incremental' && state.cursor(partition) !== undefined) return;
    this.estimate.learn(partition, count);
    output.estimate(stream.name, this.estimate.records);
  }

  /** Before any read: the cursors of another company would skip most of this one's records. */
  private async checkOwner(): Promise<void> {
    const { state, session, warnings, stream, signal } = this.options;
    try {
      await checkOwner(stream.name, { owner: state.owner, session, warnings, signal });
    } catch (error) {
      // Another company's cursors say nothing about this one.
      if (hasCode(error, 'state-of-another-company')) this.coverage = undefined;
      throw error;
    }
  }

  /**
   * The first response may show that the local clock is wrong, and with it partitions and time windows. Then the read
   * starts over; nothing has been sent so far.
   */
  private async readPartitions(): Promise<void> {
    const { clock } = this.options.session;
    try {
      await this.readPartitionsFrom(clock.readStart);
    } catch (error) {
      if (!(error instanceof OutdatedScope)) throw error;
      this.isStopped = false;
      await this.readPartitionsFrom(clock.readStart);
    }
  }

  private async readPartitionsFrom(start: ReadStart): Promise<void> {
    const filter = this.changesFilter(start);
    const plan = await this.planWith(filter, start);
    const { stream, mode, state, output } = this.options;
    const size = { total: plan.partitions.length, due: plan.due.length };
    logLine(output, REPORT_LINES.streamStarted, planFacts(stream.name, mode, size));
    await this.readDue({ plan, filter }, plan.due);
    if (plan.filter && !isUsed(state.changes)) {
      // Caught: the other partitions may have changes that it has not shown.
      const whole = new PartitionPlan(this.options, start);
      const read = new Set(plan.due.map(({ partition }) => partition.value));
      const others = whole.due.filter(({ partition }) => !read.has(partition.value));
      await this.readDue({ plan: whole, filter }, others);
    }
    const isComplete = this.failures.length === 0;
    await filter?.end(plan, isComplete);
    if (isComplete) await readUpcomingTrips(plan, this.sideOptions(start));
  }

  private changesFilter(start: ReadStart): ChangesFilter | undefined {
    if (!mayFilter(this.options, start.latestMs)) return undefined;
    return new ChangesFilter(this.sideOptions(start));
  }

  private sideOptions(start: ReadStart) {
    return {
      ...this.options,
      start,
      sink: (page: ScannedPage, index: number) => this.send(page, index),
      isOutdated: () => this.isOutdated(start),
    };
  }

  /** Reads what the filter shows, if there is a filter to rely on or to watch, and plans the partitions by that. */
  private async planWith(
    filter: ChangesFilter | undefined,
    start: ReadStart,
  ): Promise<PartitionPlan> {
    const plan = new PartitionPlan(this.options, start);
    if (!filter) return plan;
    const isRead = await filter.read(plan);
    if (plan.filter && isRead) await this.checkpoint();
    return isRead ? plan : new PartitionPlan({ ...this.options, isFilterDown: true }, start);
  }

  private async readDue(
    pass: Omit<Pass, 'sharedRecords'>,
    due: readonly PlannedPartition[],
  ): Promise<void> {
    const { stream, session, state, meter } = this.options;
    const { partitions } = pass.plan;
    const sharedRecords = new SharedRecords(stream.model.cursor?.clientSide === true);
    this.coverage?.replan(partitions);
    meter.planned(partitions.length, due.length);
    this.estimate = new Estimate(
      due.map(({ partition }) => partition.value),
      (value) => state.recordCount(value),
    );
    for (const planned of partitions)
      if (!due.includes(planned)) sharedRecords.finish(planned.index);
    this.countPaths(due);
    await inParallel(due, session.concurrency, (planned) =>
      this.readPartition(planned, { ...pass, sharedRecords }),
    );
  }

  private async readPartition(planned: PlannedPartition, pass: Pass): Promise<void> {
    const { stream, signal, endpoints } = this.options;
    const { endpoint, index } = planned;
    await this.firstAnswer.enter();
    try {
      if (this.isStopped || endpoints.isGivenUp(endpoint)) return;
      this.finish(planned, await this.readFromFloor(planned, pass), pass.plan.start);
      pass.filter?.partitionRead(planned);
      this.options.meter.partDone();
      if (stream.model.cursor) await this.checkpoint();
    } catch (error) {
      signal.throwIfAborted();
      if (await this.isNotOffered(error, planned)) return;
      if (!(error instanceof ConnectorError) || !concernsOnePartition(error)) {
        this.isStopped = true;
        throw error;
      }
      if (hasCode(error, 'endpoint-failing')) this.options.meter.window('failed');
      this.failures.push({ error, endpoint });
    } finally {
      this.firstAnswer.leave();
      pass.sharedRecords.finish(index);
    }
  }

  private async isNotOffered(error: unknown, planned: PlannedPartition): Promise<boolean> {
    const { stream, state, offers, warnings, meter } = this.options;
    const { partition, endpoint } = planned;
    const asked = { stream, state, partition: partition.value, endpoint };
    if (!(await offers.isMissing(error, asked))) return false;
    const { path } = endpoint;
    warnings.once(`not offered ${path}`, READ_LINES.notOffered, { stream: stream.name, path });
    meter.partDone();
    this.isCovered = true;
    return true;
  }

  /** Warns about a partition that was read in full, and moves its cursor. */
  private finish(planned: PlannedPartition, result: PartitionResult, start: ReadStart): void {
    const { state, stream, output } = this.options;
    const { partition, index, changedSince } = planned;
    const { value } = partition;
    // Not earlier: only a response tells the time.
    this.partitionWarnings.checkCursor(partition, { start, changedSince });
    // The start date cuts off only the first partition.
    const coverageStart = index === 0 ? planned.windowStart : undefined;
    // From another start it has other records.
    if (index > 0 || state.coverageStart(value) === coverageStart)
      this.partitionWarnings.checkRecordCount(partition, result.records);
    state.setCoverageStart(value, coverageStart);
    state.finish(value, result.cursor, result.records);
    const facts = { stream: stream.name, partition: value, records: result.records };
    debug(output, READ_LINES.partitionRead, () => facts);
  }

  private countPaths(due: readonly PlannedPartition[]): void {
    this.partitionsOfPath.clear();
    for (const { endpoint } of due)
      this.partitionsOfPath.set(endpoint.path, (this.partitionsOfPath.get(endpoint.path) ?? 0) + 1);
  }

  /**
   * If the clocks differ, so do their floors, before which the API returns nothing. Requests start from the earlier
   * floor, and from the later one if the API refuses.
   */
  private async readFromFloor(planned: PlannedPartition, pass: Pass): Promise<PartitionResult> {
    const { earliestMs, latestMs } = pass.plan.start;
    try {
      return await readPartition(this.partitionOptions(planned, pass, earliestMs));
    } catch (error) {
      if (!hasCode(error, 'request-refused') || earliestMs === latestMs) throw error;
      return readPartition(this.partitionOptions(planned, pass, latestMs));
    }
  }

  /** `nowMs`: the time from which the API's floor is computed. */
  private partitionOptions(
    planned: PlannedPartition,
    { plan, sharedRecords, filter }: Pass,
    nowMs: number,
  ): PartitionOptions {
    const { session, pageGate, warnings, signal, endpoints, meter } = this.options;
    const { endpoint } = planned;
    return {
      ...plan.target(planned, nowMs),
      sharedRecords,
      pageGate,
      send: session.client.send,
      sink: (page, index) => {
        filter?.found(planned, page, index);
        return this.send(page, index);
      },
      observer: warnings,
      onWindow: (outcome, times) => {
        meter.window(outcome, times);
      },
      isOutdated: () => this.isOutdated(plan.start),
      clock: session.clock,
      endpoint,
      endpoints,
      firstAnswer: this.firstAnswer,
      isAlone: this.partitionsOfPath.get(endpoint.path) === 1,
      signal,
    };
  }

  private send(page: ScannedPage, index: number): Promise<void> | undefined {
    const { output, stream } = this.options;
    this.reportRunning();
    return output.record(stream.name, page, index);
  }

  /** Once a record is sent, the time windows are final. */
  private isOutdated(start: ReadStart): boolean {
    return !this.isRunning && this.options.session.clock.readStart !== start;
  }

  private reportRunning(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    this.options.output.status(this.options.stream.name, 'RUNNING');
  }

  private checkpoint(): Promise<void> {
    const { output, stream, state, session } = this.options;
    return output.state(stream.name, state.snapshot(session.sealedToken(), session.owner()));
  }

  /** The same checkpoint again, or a newer one. If it cannot be sent, the next record says so. */
  private async beat(): Promise<void> {
    await this.checkpoint().catch(() => undefined);
  }

  private throwFailures(): void {
    const { stream } = this.options;
    const [first, ...others] = this.reportedFailures();
    if (!first) return;
    if (others.length === 0) throw first;
    // If one of the failures is our bug, retrying will not help.
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

  /** For a path that was given up, only that is reported, not each partition that tried it. */
  private reportedFailures(): readonly ConnectorError[] {
    const { endpoints } = this.options;
    return this.failures
      .filter(
        ({ error, endpoint }) =>
          hasCode(error, 'endpoint-failing') ||
          !endpoints.isGivenUp(endpoint) ||
          endpoints.hasAnswered(endpoint),
      )
      .map(({ error }) => error);
  }
}

/** Failures that would only repeat: the API does not respond, or not to this client. */
const STOPS_THE_STREAM = ['breaker-open', 'rate-limited', 'token-refused'] as const;

/** Failures after which other partitions of the stream may still succeed. */
function concernsOnePartition(error: ConnectorError): boolean {
  return error.failureType !== 'config_error' && !hasCode(error, ...STOPS_THE_STREAM);
}
