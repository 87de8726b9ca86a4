import type { JsonObject } from '../config/json';
import type { Scope } from '../manifest/expressions/scope';
import { toText, type Value } from '../manifest/expressions/value';
import type { PaginatorModel, StreamModel, WindowModel } from '../manifest/model';
import type { ChangesForm } from '../state/changes-knowledge';
import { formatInstant } from '../manifest/datetime';
import { toInstant } from '../manifest/expressions/vocabulary';
import type { Paging } from './paging/paging';
import { STRATEGIES, type Strategies, type Strategy } from './paging/strategies';
import type { Partition } from './partition';
import { compilePagePlan, type CompiledPlan } from './records/plan/compiled-plan';
import type { PagePlan } from './records/plan/page-plan';
import { StreamRequests } from './requests';
import { Window, type Parameter } from './window';

/** Indexes of the values that the connector reads, among a scanned record's fields. */
export interface FieldIndexes {
  /** Absent: the whole record is its identity. */
  readonly id: number | undefined;
  readonly cursor: number | undefined;
  readonly window: number | undefined;
  /** By index of the filter's reads. */
  readonly filter: readonly number[];
  /** Only of streams whose changes the API may be able to filter. */
  readonly created: number | undefined;
  readonly cancelled: number | undefined;
  /** Only of streams whose upcoming records the API may be able to filter. */
  readonly starts: number | undefined;
}

/** Of the API's documented responses. */
const HARMLESS = ['content_size', 'has_previous', 'page_size', 'previous_cursor'];

/** A stream of the manifest with one user's config: builds its requests and says what to scan from a page. */
export class ConfiguredStream {
  readonly fields: FieldIndexes;
  private readonly fieldNames: readonly string[];

  constructor(
    readonly model: StreamModel,
    private readonly config: JsonObject,
    private readonly strategies: Strategies = STRATEGIES,
  ) {
    const { primaryKey, cursor, filter, extension } = model;
    const names: string[] = [];
    const indexOf = (name: string): number => {
      if (!names.includes(name)) names.push(name);
      return names.indexOf(name);
    };
    const windowField = extension.window?.field;
    const { changes, upcoming } = extension;
    this.fields = {
      id: primaryKey === undefined ? undefined : indexOf(primaryKey),
      cursor: cursor && indexOf(cursor.field),
      window: windowField === undefined ? undefined : indexOf(windowField),
      filter: (filter?.reads ?? []).map(([name]) => (name === undefined ? -1 : indexOf(name))),
      created: changes && indexOf(changes.created),
      cancelled: changes && indexOf(changes.cancelled),
      starts: upcoming && indexOf(upcoming.starts),
    };
    this.fieldNames = names;
  }

  get name(): string {
    return this.model.name;
  }

  /** The scope for a partition's expressions. `start`: where the cursor's interval begins, epoch milliseconds. */
  scope(now: number, partition?: Partition, start?: number): Scope {
    const format = this.model.cursor?.format;
    const interval: Value =
      format === undefined
        ? {}
        : { start_time: formatInstant(start ?? 0, format), end_time: formatInstant(now, format) };
    return {
      nowMs: now,
      variables: {
        config: this.config as Value,
        stream_partition: partition?.slice ?? {},
        stream_interval: interval,
      },
    };
  }

  /** The earliest start of the cursor's interval, epoch milliseconds. */
  earliest(now: number): number {
    return Math.max(this.start, this.floor(now) ?? 0);
  }

  /** The user's start date for changes, epoch milliseconds. */
  get start(): number {
    const { cursor } = this.model;
    return cursor ? toInstant(cursor.start.evaluate(this.scope(0))) : 0;
  }

  /** The API returns nothing from before this moment, epoch milliseconds; undefined if it has no such limit. */
  floor(now: number): number | undefined {
    const floor = this.model.cursor?.earliestStart;
    return floor && toInstant(floor.evaluate(this.scope(now)));
  }

  paging(scope: Scope): Paging {
    const { paginator } = this.model;
    const strategyOf = this.strategies[paginator.kind] as Strategy<PaginatorModel>;
    return strategyOf(paginator, scope, this.model);
  }

  /** Members that a response may have next to its records. */
  get envelopeNames(): ReadonlySet<string> {
    const { paginator, extension } = this.model;
    const { recordPaths = [], totalRows = [], hasNext = [], isLast = [] } = extension;
    const next =
      paginator.kind === 'token' ? [...paginator.next.reads, ...paginator.stop.reads] : [];
    const paths = [...recordPaths, ...totalRows, ...hasNext, ...isLast, ...next];
    return new Set([...HARMLESS, ...paths.flatMap(([name]) => name ?? [])]);
  }

  /** The plan for scanning a partition's pages. `envelope`: paths to values outside the records. */
  plan(scope: Scope, envelope: PagePlan['envelope'] = []): CompiledPlan {
    const { removals, additions, paginator, extension } = this.model;
    const [recordPath = this.model.recordPath, ...otherRecordPaths] = extension.recordPaths ?? [];
    return compilePagePlan({
      recordPath,
      otherRecordPaths,
      // As on Airbyte's runtime; in the place of a page's list it is an error's body rather than a record.
      takesObject: paginator.kind === 'none',
      envelope,
      fields: this.fieldNames,
      remove: removals,
      add: additions.map(({ name, value }) => ({ name, json: JSON.stringify(value.text(scope)) })),
    });
  }

  /** The time window in the manifest's own parameters. */
  window(scope: Scope): Window | undefined {
    const { requester, extension } = this.model;
    if (!extension.window) return undefined;
    const values = [...requester.parameters].map(
      ([name, template]) => [name, template.evaluate(scope)] as const,
    );
    return Window.of(extension.window, new Map(values));
  }

  /**
   * The time window that covers these times, epoch milliseconds.
   * @throws RangeError if the stream has none
   */
  windowBetween(fromMs: number, toMs: number): Window {
    const { window } = this.model.extension;
    if (!window) throw new RangeError(`no time windows: ${this.name}`);
    return Window.covering(window, fromMs, toMs);
  }

  /**
   * The records of all partitions by the time of their last change.
   * @param untilMs Where a range of creation ends that covers all records, epoch milliseconds
   */
  byChanges({ unit, isAlone }: ChangesForm, untilMs: number): ConfiguredStream {
    const { cursor, extension } = this.model;
    const { changes, window } = extension;
    if (!changes || !window || !cursor) throw new RangeError(`no filter for changes: ${this.name}`);
    const range = new Window(window, 0, Math.ceil(untilMs / 1000)).parameters();
    return this.unpartitioned({
      ...{ from: changes.from, to: changes.to, unit, maxRows: window.maxRows },
      smallestMs: 1000,
      field: cursor.field,
      besides: isAlone ? [] : range,
    });
  }

  /** The records of all partitions whose travel is under way or ahead. */
  byTravel(nowMs: number): ConfiguredStream {
    const { upcoming, window } = this.model.extension;
    if (!upcoming || !window) throw new RangeError(`no filter for travel: ${this.name}`);
    const { from, to, underWayMs, aheadMs } = upcoming;
    const travel = Window.covering(
      { from, to, unit: 'seconds', smallestMs: 1000 },
      nowMs - underWayMs,
      nowMs + aheadMs,
    );
    return this.unpartitioned({ ...window, besides: travel.parameters() });
  }

  /** All records, in time windows of another kind. */
  private unpartitioned(window: WindowModel): ConfiguredStream {
    const { requester, cursor, extension } = this.model;
    const parameters = new Map(requester.parameters);
    for (const name of [extension.window?.from, extension.window?.to])
      if (name !== undefined) parameters.delete(name);
    const model: StreamModel = {
      ...this.model,
      requester: { ...requester, parameters },
      filter: undefined,
      partitions: undefined,
      cursor: cursor && { ...cursor, clientSide: false },
      extension: { ...extension, window, recheck: undefined },
    };
    return new ConfiguredStream(model, this.config, this.strategies);
  }

  /** The parameters to send instead of the manifest's if the API refuses a value that it may refuse. */
  withoutRefusable(scope: Scope): readonly Parameter[] {
    const { requester, extension } = this.model;
    if (!extension.refusable) return [];
    const { parameter, value } = extension.refusable;
    const all = toText(requester.parameters.get(parameter)?.evaluate(scope) ?? null).split(',');
    const others = all.filter((each) => each !== value);
    return others.length === all.length ? [] : [[parameter, others.join(',')]];
  }

  path(scope: Scope): string {
    return this.model.requester.path.text(scope);
  }

  requests(scope: Scope): StreamRequests {
    return new StreamRequests(this.model, scope);
  }
}
