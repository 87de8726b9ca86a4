import type { ConcurrencyGate } from '../../client/concurrency-gate';
import { ConnectorError } from '../../errors/connector-error';
import { logLine } from '../../log/log-line';
import { READ_LINES } from '../../log/read-lines';
import type { Output } from '../../protocol/output';
import type { StreamMeter } from '../../report/stream-meter';
import { isUsed, type ChangesKnowledge, type UsedFilter } from '../../state/changes-knowledge';
import type { StreamState } from '../../state/stream-state';
import type { ConfiguredStream } from '../../stream/configured-stream';
import { EndpointHealth } from '../../stream/endpoint-health';
import { OutdatedScope } from '../../stream/page-fetcher';
import type { Observer, PartitionOptions, RecordOutput } from '../../stream/partition-options';
import { readPartition } from '../../stream/read-partition';
import type { ScannedPage } from '../../stream/records/scanned-page';
import { SharedRecords } from '../../stream/shared-records';
import { Window } from '../../stream/window';
import { concernsOnePartition } from '../part-failure';
import type { PartitionPlan, PlannedPartition } from '../partition-plan';
import type { Session } from '../session';
import type { ReadStart } from '../sync-clock';
import { KnownChanges } from './known-changes';
import { idOf, instantOf, PartComparison } from './part-comparison';
import { added, isProven, NOTHING_SHOWN } from './proof';
import { Questions } from './questions';
import { ShownRecords } from './shown-records';
import { rereadMs } from './trust';

const DAY_MS = 86_400_000;
/** A refusal may end with another version of the API. A lie is one for ever. */
const ASK_AGAIN_AFTER_MS = 30 * DAY_MS;
/** Reads in a row. */
const MOST_FAILURES = 3;
/** Bounds have whole seconds, and nobody knows whether they are inclusive. */
const EDGE_MS = 2000;

export interface ChangesFilterOptions {
  readonly stream: ConfiguredStream;
  readonly state: StreamState;
  readonly session: Session;
  readonly start: ReadStart;
  readonly pageGate: ConcurrencyGate;
  readonly warnings: Observer;
  readonly meter: Pick<StreamMeter, 'window' | 'filter'>;
  readonly output: Output;
  /** Sends a record. */
  readonly sink: RecordOutput['sink'];
  readonly isOutdated: () => boolean;
  readonly signal: AbortSignal;
}

/**
 * The API's filter for changes, which nobody has seen at work. It is compared with what reading whole partitions finds,
 * sync after sync, before a sync relies on it, and as long as any does.
 */
export class ChangesFilter {
  private readonly questions: Questions;
  private readonly known: KnownChanges;
  private readonly comparisons = new Map<string, PartComparison>();
  private shown: ShownRecords | undefined;

  constructor(private readonly options: ChangesFilterOptions) {
    const { stream, start, session, isOutdated, signal } = options;
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
   * Reads what changed since the last sync, and before the partitions do: a change that the filter has not shown is then
   * none that came later. Returns false if the plan must do without the filter.
   */
  async read(plan: PartitionPlan): Promise<boolean> {
    const { state, signal } = this.options;
    const filter = state.changes;
    if (!isUsed(filter)) return true;
    try {
      const answer = await this.questions.future(filter.form);
      if (answer === 'ignored' || answer === 'refused') {
        this.conclude({ answer, at: this.options.start.latestMs });
        return false;
      }
      const until = answer === 'honoured' ? await this.readChanges(filter, plan) : undefined;
      if (until === undefined) return this.fail(filter);
      state.changes = { ...filter, until: Math.max(until, filter.until), failures: 0 };
      return true;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ConnectorError) || !concernsOnePartition(error)) throw error;
      return this.fail(filter, error);
    }
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
      state.changes = { answer: 'lied', at: start.latestMs };
      meter.filter('lied', true);
      const facts = { stream: stream.name, partition: partition.value };
      logLine(output, READ_LINES.changesFilterFailed, facts);
    } else state.changes = { ...filter, shown: added(filter.shown, comparison.shown) };
  }

  /** Call when all due partitions were read. */
  async end(plan: PartitionPlan): Promise<void> {
    const { state, start } = this.options;
    const filter = state.changes;
    if (!isUsed(filter)) await this.ask(filter);
    else if (isProven(filter, start.latestMs))
      this.conclude({ ...filter, answer: 'proven', at: start.latestMs, until: this.readUntil(plan) });
    else if (filter.answer === 'proven' && !plan.filter)
      state.changes = { ...filter, until: this.readUntil(plan) };
    this.options.meter.filter(state.changes?.answer);
  }

  /** Up to when every partition was read that has been read at all. */
  private readUntil({ partitions }: PartitionPlan): number {
    const { state, start } = this.options;
    const cursors = partitions.flatMap(({ partition }) => state.cursor(partition.value) ?? []);
    return Math.min(start.earliestMs, ...cursors);
  }

  /** Only now changes are known that the filter has to show. */
  private async ask(before: ChangesKnowledge | undefined): Promise<void> {
    const { start, signal } = this.options;
    const at = start.latestMs;
    const isDue = !before || (before.answer !== 'lied' && at - before.at >= ASK_AGAIN_AFTER_MS);
    if (!isDue || this.known.oldest.length === 0) return;
    try {
      const answer = await this.questions.first(this.known.oldest);
      if (typeof answer === 'string') this.conclude({ answer, at });
      else {
        const fresh = { until: start.earliestMs, shown: NOTHING_SHOWN, failures: 0 };
        this.conclude({ answer: 'watched', at, form: answer, ...fresh });
      }
    } catch (error) {
      signal.throwIfAborted();
      // The partitions were read; the next sync asks again.
      if (!(error instanceof ConnectorError)) throw error;
    }
  }

  private conclude(known: ChangesKnowledge): void {
    const { state, stream, output } = this.options;
    state.changes = known;
    const facts = { stream: stream.name, answer: known.answer };
    logLine(output, READ_LINES.changesFilter, facts);
  }

  private fail(filter: UsedFilter, error?: ConnectorError): false {
    const { state, stream, output, start } = this.options;
    const failures = filter.failures + 1;
    const facts = { stream: stream.name, failure: error?.summary ?? 'its counts contradict' };
    logLine(output, READ_LINES.changesNotRead, facts);
    if (failures >= MOST_FAILURES) this.conclude({ answer: 'refused', at: start.latestMs });
    else state.changes = { ...filter, failures };
    return false;
  }

  /** Up to when the changes were read; undefined if some may be missing. */
  private async readChanges(filter: UsedFilter, plan: PartitionPlan): Promise<number | undefined> {
    const { stream, start } = this.options;
    const { earliestMs, latestMs } = start;
    const lookbackMs = stream.model.cursor?.lookbackMs ?? 0;
    const wantedSince = plan.filter && Math.min(filter.until, earliestMs) - lookbackMs;
    const compared = plan.due.flatMap(({ changedSince }) => changedSince ?? []);
    const since = Math.min(...compared, wantedSince ?? Infinity);
    // Nothing to read, and nothing to compare.
    if (since === Infinity) return filter.until;
    // After a pause, partitions are compared for as long as a round lasts.
    const from = Math.max(since, latestMs - rereadMs(stream, latestMs) - 2 * DAY_MS);
    this.shown = new ShownRecords(from + EDGE_MS, earliestMs - lookbackMs);
    const own = stream.byChanges(filter.form, latestMs + DAY_MS);
    const reading = new Reading(own, this.options, this.shown, {
      since: wantedSince,
      // The partition of the start date begins a second earlier.
      createdSince: (plan.partitions[0]?.windowStart ?? 0) + 1000,
    });
    const until = await reading.read(from, latestMs + DAY_MS);
    if (reading.isUnsure) this.shown = undefined;
    return reading.isUnsure ? undefined : (until ?? filter.until);
  }
}

interface Wanted {
  /** Changes from here on are sent, epoch milliseconds; undefined: none are. */
  readonly since: number | undefined;
  readonly createdSince: number;
}

/** One reading of everything that changed in a range of time. */
class Reading {
  /** The API's counts contradict what it returned. */
  isUnsure = false;

  constructor(
    private readonly stream: ConfiguredStream,
    private readonly options: ChangesFilterOptions,
    private readonly shown: ShownRecords,
    private readonly wanted: Wanted,
  ) {}

  /** Epoch milliseconds. Returns when it began; undefined if nothing tells. */
  async read(fromMs: number, toMs: number): Promise<number | undefined> {
    const { model } = this.stream;
    const { window } = model.extension;
    if (!window) throw new RangeError('a filter for changes has a window');
    const { cursor } = await readPartition(this.target(Window.covering(window, fromMs, toMs)));
    return cursor;
  }

  private target(window: Window): PartitionOptions {
    const { stream, options } = this;
    const { session, start, pageGate, meter, isOutdated, signal } = options;
    const scope = stream.scope(start.latestMs);
    return {
      stream,
      partition: { value: 'changes', slice: {} },
      index: 0,
      scope,
      window,
      sharedRecords: new SharedRecords(false),
      pageGate,
      send: session.client.send,
      sink: (page, index) => this.pass(page, index),
      observer: this.observer(),
      onWindow: (outcome, times) => {
        meter.window(outcome, times);
      },
      isOutdated,
      clock: session.clock,
      endpoint: { stream: stream.name, path: stream.path(scope) },
      endpoints: new HealthOfOthers(),
      firstAnswer: { come: () => undefined, leave: () => undefined },
      isAlone: true,
      signal,
    };
  }

  private pass(page: ScannedPage, index: number): Promise<void> | undefined {
    const { fields } = this.stream;
    const id = idOf(page, index, fields);
    if (id !== undefined) this.shown.add(id);
    const { since, createdSince } = this.wanted;
    if (since === undefined) return undefined;
    const changed = instantOf(page, index, fields.cursor);
    const created = instantOf(page, index, fields.created);
    const isWanted = (changed ?? since) >= since && (created ?? createdSince) >= createdSince;
    return isWanted ? this.options.sink(page, index) : undefined;
  }

  /** What the partitions report is not reported twice. */
  private observer(): Observer {
    const { warnings } = this.options;
    const nothing = (): void => undefined;
    const unsure = (): void => {
      this.isUnsure = true;
    };
    return {
      misplacedRecord: nothing,
      wrongTotal: unsure,
      fullPage: unsure,
      suspect: nothing,
      refusedValue: nothing,
      split: nothing,
      page: (stream, page) => {
        warnings.page(stream, page);
      },
      sendsKeyless: () => true,
      keylessRecord: () => false,
      statedRecords: nothing,
    };
  }
}

/** If the filter fails, the partitions find out whether the API does. */
class HealthOfOthers extends EndpointHealth {
  override doesApiAnswer(): Promise<boolean> {
    return Promise.resolve(true);
  }
}
