import { ConnectorError } from '../../errors/connector-error';
import { logLine } from '../../log/log-line';
import { READ_LINES } from '../../log/read-lines';
import type { Log } from '../../protocol/output';
import type { StreamMeter } from '../../report/stream-meter';
import { isUsed, type ChangesKnowledge, type UsedFilter } from '../../state/changes-knowledge';
import type { StreamState } from '../../state/stream-state';
import { OutdatedScope } from '../../stream/page-fetcher';
import type { ScannedPage } from '../../stream/records/scanned-page';
import type { PartitionPlan, PlannedPartition } from '../partition-plan';
import { readChanges, type ChangesAccess } from './changes-reading';
import { KnownChanges } from './known-changes';
import { PartComparison } from './part-comparison';
import { added, isProven, NOTHING_COMPARED } from './proof';
import { Questions } from './questions';
import { ShownRecords } from './shown-records';
import { mayAsk, rereadMs } from './trust';

const DAY_MS = 86_400_000;
/** Syncs in a row. */
const MOST_FAILURES = 3;
/** More is asked for than is compared: the filter's time may not be exactly that of the record. */
const EDGE_MS = 3_600_000;
/** Of the look-back. A filter that shows a change later than that is a liar, and what it shows late is still sent. */
const LATENESS = 2;

export interface ChangesFilterOptions extends ChangesAccess {
  readonly state: StreamState;
  readonly meter: Pick<StreamMeter, 'window' | 'filter'>;
  readonly output: Log;
}

/**
 * The API's filter for changes, which nobody has seen at work. It is compared with what reading whole partitions finds,
 * sync after sync, before a sync relies on it, and as long as any does.
 */
export class ChangesFilter {
  private readonly questions: Questions;
  private readonly known: KnownChanges;
  private readonly comparisons = new Map<string, PartComparison>();
  /** Undefined if there is nothing to compare with. */
  private shown: ShownRecords | undefined;
  private hasFailed = false;

  constructor(private readonly options: ChangesFilterOptions) {
    const { stream, state, start, session, meter, isOutdated, signal } = options;
    meter.filter(state.changes?.answer);
    this.known = new KnownChanges(stream.fields, start.earliestMs - DAY_MS, start.earliestMs);
    this.questions = new Questions({
      stream,
      nowMs: start.latestMs,
      send: session.client.send,
      clock: session.clock,
      throwIfOutdated: () => {
        if (isOutdated()) throw new OutdatedScope();
      },
      signal,
    });
  }

  /**
   * Reads what changed, before the partitions are read: a change that the filter has not shown is then none that came
   * later. Returns false if the plan must do without the filter.
   */
  async read(plan: PartitionPlan): Promise<boolean> {
    const { state } = this.options;
    const filter = state.changes;
    if (!isUsed(filter)) return true;
    const failure = await this.failureOf(async () => {
      const answer = await this.questions.future(filter.form);
      if (answer === 'honoured') return this.readChanges(filter, plan);
      if (answer === 'refused' || answer === 'failing') return answer;
      this.conclude({ answer, at: this.options.start.earliestMs });
      return undefined;
    });
    if (failure !== undefined) this.fail(failure);
    return failure === undefined && isUsed(state.changes);
  }

  /** Call for each record of a partition that is sent. */
  found({ partition, changedSince }: PlannedPartition, page: ScannedPage, index: number): void {
    const { stream, start } = this.options;
    const { fields } = stream;
    this.known.add(page, index);
    if (!this.shown || changedSince === undefined) return;
    let comparison = this.comparisons.get(partition.value);
    if (!comparison) {
      const oldBefore = start.earliestMs - (stream.model.extension.recheck?.afterMs ?? 0);
      comparison = new PartComparison({ fields, shown: this.shown, changedSince, oldBefore });
      this.comparisons.set(partition.value, comparison);
    }
    comparison.add(page, index);
  }

  /** Call when the partition was read whole. */
  partitionRead({ partition }: PlannedPartition): void {
    const { state, stream, output, meter, start } = this.options;
    const comparison = this.comparisons.get(partition.value);
    const filter = state.changes;
    if (!comparison || !isUsed(filter)) return;
    if (comparison.isMissed) {
      state.changes = { answer: 'lied', at: start.earliestMs };
      meter.filter('lied', true);
      const facts = { stream: stream.name, partition: partition.value };
      logLine(output, READ_LINES.changesFilterFailed, facts);
    } else state.changes = { ...filter, shown: added(filter.shown, comparison.compared) };
  }

  /** Call when the due partitions were read. `isComplete`: none of them failed, so that the API is up. */
  async end(plan: PartitionPlan, isComplete: boolean): Promise<void> {
    const { state, start } = this.options;
    // A clock that was ahead must not put off what has to wait.
    if (state.changes)
      state.changes = { ...state.changes, at: Math.min(state.changes.at, start.latestMs) };
    if (isComplete) {
      if (isUsed(state.changes)) this.judge(state.changes, plan);
      else await this.ask(plan);
    }
    this.options.meter.filter(state.changes?.answer);
  }

  private judge(filter: UsedFilter, plan: PartitionPlan): void {
    const { state, start } = this.options;
    const at = start.earliestMs;
    if (this.hasFailed) {
      const failures = filter.failures + 1;
      if (failures >= MOST_FAILURES) this.conclude({ answer: 'refused', at });
      else state.changes = { ...filter, failures };
    } else if (isProven(filter, at))
      this.conclude({ ...filter, ...this.readUntil(plan), answer: 'proven', at, failures: 0 });
    else if (this.shown?.isFull === false) state.changes = { ...filter, failures: 0 };
    // The partitions were read as if there was no filter.
    const known = state.changes;
    if (filter.answer === 'proven' && !plan.filter && isUsed(known))
      state.changes = { ...known, ...this.readUntil(plan, filter) };
  }

  /** Up to when every partition was read that has been read at all. `before`: that holds, too. */
  private readUntil(
    { partitions, createdSince }: PartitionPlan,
    before?: UsedFilter,
  ): Pick<UsedFilter, 'until' | 'createdSince'> {
    const { state, start } = this.options;
    const cursors = partitions.flatMap(({ partition }) => state.cursor(partition.value) ?? []);
    const until = Math.min(start.earliestMs, ...cursors);
    const holds = before && before.until <= start.latestMs && before.createdSince <= createdSince;
    return { until: holds ? Math.max(before.until, until) : until, createdSince };
  }

  /** Only now changes are known that the filter has to show. */
  private async ask(plan: PartitionPlan): Promise<void> {
    const { state, start } = this.options;
    const at = start.earliestMs;
    const { oldest } = this.known;
    if (!mayAsk(state.changes, at) || oldest.length === 0) return;
    const failure = await this.failureOf(async () => {
      const answer = await this.questions.first(oldest);
      const fresh = { ...this.readUntil(plan), shown: NOTHING_COMPARED, failures: 0 };
      this.conclude(
        typeof answer === 'string'
          ? { answer, at }
          : { answer: 'watched', at, form: answer, ...fresh },
      );
      return undefined;
    });
    // The partitions could be read.
    if (failure !== undefined) this.conclude({ answer: 'refused', at });
  }

  private conclude(known: ChangesKnowledge): void {
    const { state, stream, output } = this.options;
    state.changes = known;
    const facts = { stream: stream.name, answer: known.answer };
    logLine(output, READ_LINES.changesFilter, facts);
  }

  private fail(failure: string): void {
    const { stream, output } = this.options;
    this.hasFailed = true;
    logLine(output, READ_LINES.changesNotRead, { stream: stream.name, failure });
  }

  /** The failure that `task` returns, or ends with, in words. Whether it concerns the API, the partitions find out. */
  private async failureOf(task: () => Promise<string | undefined>): Promise<string | undefined> {
    try {
      return await task();
    } catch (error) {
      this.options.signal.throwIfAborted();
      if (!(error instanceof ConnectorError)) throw error;
      return error.summary;
    }
  }

  private async readChanges(filter: UsedFilter, plan: PartitionPlan): Promise<string | undefined> {
    const { state, stream, start } = this.options;
    const { earliestMs, latestMs } = start;
    const lookbackMs = stream.model.cursor?.lookbackMs ?? 0;
    const wantedSince = plan.filter && Math.min(filter.until, earliestMs) - LATENESS * lookbackMs;
    const compared = plan.due
      .flatMap(({ changedSince }) => changedSince ?? [])
      .filter((changedSince) => changedSince < earliestMs - lookbackMs);
    const since = Math.min(...compared, wantedSince ?? Infinity);
    // Nothing to read, and nothing to compare.
    if (since === Infinity) return undefined;
    // After a pause, partitions are compared for as long as a round lasts.
    const from = Math.max(since, latestMs - rereadMs(stream, latestMs) - LATENESS * lookbackMs);
    const shown = new ShownRecords(from, earliestMs - lookbackMs);
    const { createdSince } = plan;
    const query = { form: filter.form, from: from - EDGE_MS, wantedSince, createdSince, shown };
    const until = await readChanges(query, this.options);
    // What cannot be compared must not be relied on.
    if (shown.isFull && compared.length > 0) return 'too many changes to compare';
    this.shown = shown;
    if (plan.filter && until !== undefined)
      state.changes = { ...filter, createdSince, until: Math.max(until, filter.until) };
    return undefined;
  }
}
