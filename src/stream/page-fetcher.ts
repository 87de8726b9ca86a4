import type { Answer, HttpResponse, Send } from '../client/http';
import { requestIds } from '../client/retry/request-ids';
import { Redactor } from '../config/redaction';
import { parseInstant } from '../manifest/datetime';
import type { Late, Scope } from '../manifest/expressions/scope';
import { isTrue, type Value } from '../manifest/expressions/value';
import type { ConfiguredStream, PageRequest, Parameter } from './configured-stream';
import type { ConnectorError } from '../errors/connector-error';
import type { SharedRecords } from './shared-records';
import type { Endpoint, Endpoints } from './endpoints';
import type { Partition } from './partition';
import type { CompiledPlan } from './records/plan/compiled-plan';
import type { ScannedPage } from './records/scanned-page';
import type { SeenRecords } from './seen-records';
import type { Slots } from './slots';
import type { Window } from './window';

/** Takes one record of a page. What it returns is waited for before anything else of the page is taken. */
export type RecordSink = (page: ScannedPage, index: number) => Promise<void> | undefined;

/** Facts worth a warning, at most once a read however often they are met. */
export interface Observer {
  /** `created` of a row lies outside of the window that returned it. */
  misplacedRow(stream: string, window: string): void;
  /** The API's count of rows is not the number of rows that it returns, reading after reading. */
  wrongTotal(stream: string, window: string, stated: number | undefined, counted: number): void;
  /** An endpoint fails, and its smallest time ranges are asked for to find out why. */
  suspect(endpoint: Endpoint, failure: ConnectorError): void;
  /** A time range could not be read as a whole, and its halves are read. */
  cut(stream: string, window: string, failure: ConnectorError): void;
  /** Once a page that has rows: a look at one record's top-level members, and at what leaves as other JSON. */
  page(stream: string, page: ScannedPage): void;
  /** A row without a key is due. Returns whether it is sent. */
  keylessRow(stream: string): boolean;
  /** The first answer of a window says how many rows it has. */
  rows(stream: string, partition: string, count: number): void;
}

/** What is known of the time, this machine's and the API's. Epoch milliseconds. */
export interface ReadingClock {
  /** Answers contradict this machine, and no two of them agree. */
  readonly isUndecided: boolean;
  trusts(serverTime: number, receivedAt: number): boolean;
  /** A moment of this machine's clock by the earlier of both. */
  earliestAt(local: number): number;
}

export interface PartitionRunOptions {
  readonly stream: ConfiguredStream;
  readonly partition: Partition;
  /** Its place among the stream's partitions. */
  readonly index: number;
  readonly scope: Scope;
  /** The time range of the whole partition; absent where it has none. */
  readonly window: Window | undefined;
  /** Rows whose cursor is older than this are not sent; epoch milliseconds. */
  readonly changedSince?: number;
  readonly edges: SharedRecords;
  readonly slots: Slots;
  readonly send: Send;
  readonly sink: RecordSink;
  readonly observer: Observer;
  /** Whether the scope's idea of "now" turned out to be wrong. Only a first answer can tell, so nothing was sent then. */
  readonly isOutdated: () => boolean;
  readonly clock: ReadingClock;
  readonly endpoint: Endpoint;
  readonly endpoints: Endpoints;
  /** Each time that a page has come. */
  readonly onAnswer: () => void;
  /** Nothing of the API has answered so far, and this partition goes on asking. */
  readonly onDoubt: () => void;
  /** Whether no other partition of the stream has this path. */
  readonly isAlone: boolean;
  readonly signal: AbortSignal;
}

/** Sees a page before its rows are passed on. */
export interface PageChecks {
  /** Throws an `UnusableBody` for an answer that contradicts itself, which makes it a failed attempt. */
  readonly refuse?: (page: ScannedPage) => void;
  /** Whether the rows are to be passed on. */
  readonly look?: (page: ScannedPage) => boolean;
  /** Fewer tries than usual. */
  readonly tries?: number;
}

/** Of a request that only wants to know whether there is an answer, or hardly hopes for one. */
const FEW_TRIES = 2;

/** A page that is asked for to see whether there is an answer: nothing of it is passed on. */
export const SOUNDING: PageChecks = { look: () => false, tries: FEW_TRIES };

/** Milliseconds that such a request waits where the server asks it to. */
const SHORT_WAIT = 5000;

/** A page whose rows were passed on. */
export interface Page {
  readonly records: ScannedPage;
  /** Rows that no earlier page of the same reading had. */
  readonly fresh: number;
}

/** The partition's scope was made by a wrong clock: make another one and begin again. */
export class OutdatedScope extends Error {
  override readonly name = 'OutdatedScope';
}

/** The reading of one partition: asks for its pages and passes on the rows that are to be sent. */
export class PartitionRun {
  readonly plan: CompiledPlan;
  /** When the earliest reading began, by the earlier of both clocks; undefined where the server does not tell the time. */
  began: number | undefined;
  /** The same by this machine's clock alone. */
  ownBegan = Infinity;
  /** The newest cursor value of any row. */
  newest: number | undefined;
  /** Different rows that belong to the partition, sent or not, by this partition or by its neighbour. */
  rows = 0;
  /** Rows of windows that were cut in two: sent, dropped or unchanged, they are settled for the halves. */
  private readonly settled = new Set<string>();

  private readonly keeps: ((late: Late) => Value) | undefined;
  private readonly late: Late;
  private latest: Pick<HttpResponse, 'headers'> | undefined;
  private current: { page: ScannedPage; index: number } | undefined;

  constructor(readonly options: PartitionRunOptions) {
    const { stream, scope } = options;
    this.plan = stream.plan(scope);
    this.keeps = stream.model.filter?.bind(scope);
    const { filter } = stream.fields;
    this.late = (read) => {
      const { current } = this;
      return current ? (current.page.field(current.index, filter[read] ?? -1) ?? null) : null;
    };
  }

  /** Asks for one page and passes on its rows, with a slot held from the one to the other. */
  async page(
    parameters: readonly Parameter[],
    label: string,
    rows: { readonly window: Window | undefined; readonly seen: SeenRecords },
    { refuse, look = () => true, tries }: PageChecks = {},
  ): Promise<Page> {
    const { stream, scope, slots, signal, observer, endpoint, endpoints } = this.options;
    const ask = () => stream.pageRequest(scope, this.plan, parameters, label, refuse);
    return slots.run(async () => {
      signal.throwIfAborted();
      const request = ask();
      const most = tries ?? (endpoints.isDoubtful(endpoint) ? FEW_TRIES : undefined);
      const response = await this.answer(
        most === undefined ? request : { ...request, tries: most, waitMost: SHORT_WAIT },
      );
      const page = response.content ?? request.decode(response);
      endpoints.answered(endpoint, () =>
        this.options.send({ ...ask(), tries: FEW_TRIES, waitMost: SHORT_WAIT }, signal),
      );
      this.options.onAnswer();
      this.noteTime(response);
      this.latest = { headers: response.headers };
      if (page.count > 0) observer.page(stream.name, page);
      const fresh = look(page) ? await this.pass(page, rows.window, rows.seen) : 0;
      return { records: page, fresh };
    });
  }

  /**
   * A refusal, too, may come of a time range that a wrong clock made. While nobody knows which clock is wrong, the same
   * is asked again: the next answer tells, and rows are not sent before.
   */
  private async answer(request: PageRequest): Promise<Answer<ScannedPage>> {
    const { send, signal, isOutdated, clock } = this.options;
    if (isOutdated()) throw new OutdatedScope();
    const response = await send(request, signal).catch((error: unknown) => {
      if (isOutdated() && !signal.aborted) throw new OutdatedScope();
      throw error;
    });
    if (isOutdated()) throw new OutdatedScope();
    const needsAnother = clock.isUndecided && response.serverTime !== undefined;
    return needsAnother ? this.answer(request) : response;
  }

  /** Returns how many rows this reading had not had before. */
  private async pass(
    page: ScannedPage,
    window: Window | undefined,
    seen: SeenRecords,
  ): Promise<number> {
    const number = seen.beginPage();
    let fresh = 0;
    let keyless = 0;
    for (let index = 0; index < page.count; index++) {
      const before = seen.distinct;
      const id = idOf(page, index, this.options.stream.fields.id);
      const isNew = seen.see(id, number);
      const isDue = isNew && this.isDue(page, index, id, window);
      if (id === undefined) keyless++;
      else fresh += seen.distinct - before;
      const wait = isDue ? this.options.sink(page, index) : undefined;
      if (wait) await wait;
    }
    // Beside rows that came before, one without a key is no sign of a page that did not.
    if (keyless === page.count) return keyless;
    return fresh;
  }

  private isDue(
    page: ScannedPage,
    index: number,
    id: string | undefined,
    window: Window | undefined,
  ): boolean {
    const { stream, edges, index: partition } = this.options;
    if (id !== undefined && this.settled.has(id)) return false;
    if (!this.belongs(page, index)) return false;
    const isEdge = this.isEdge(page, index, window);
    this.rows++;
    // A half of this partition may have it as well, whoever sends it.
    if (isEdge && window?.isPart === true && id !== undefined) this.settled.add(id);
    if (id !== undefined && edges.has(partition, id)) return false;
    if (!this.hasChanged(page, index)) return false;
    if (id === undefined) return this.options.observer.keylessRow(stream.name);
    if (isEdge) edges.add(partition, id);
    return true;
  }

  /** A row of a window that is now being cut in two: its halves leave it alone. */
  settle(id: string): void {
    this.settled.add(id);
  }

  private belongs(page: ScannedPage, index: number): boolean {
    if (!this.keeps) return true;
    this.current = { page, index };
    return isTrue(this.keeps(this.late));
  }

  /** Whether another window may return this row, too: the next month's, or the other half of one that was cut. */
  private isEdge(page: ScannedPage, index: number, window: Window | undefined): boolean {
    const { stream, observer } = this.options;
    const field = stream.fields.window;
    const hasNeighbours = stream.model.cursor?.clientSide === true || window?.isPart === true;
    if (!window || !hasNeighbours) return false;
    const at = field === undefined ? undefined : instantOf(page, index, field);
    if (at === undefined) return true;
    const place = window.place(at);
    if (place === 'outside' && stream.model.cursor?.clientSide) {
      observer.misplacedRow(stream.name, window.describe());
    }
    return place !== 'inside';
  }

  /** A row that does not say when it changed counts as changed. */
  private hasChanged(page: ScannedPage, index: number): boolean {
    const { stream, changedSince } = this.options;
    const field = stream.fields.cursor;
    if (field === undefined) return true;
    const at = instantOf(page, index, field);
    if (at === undefined) return true;
    if (this.newest === undefined || at > this.newest) this.newest = at;
    return changedSince === undefined || at >= changedSince;
  }

  /** By what the API's support finds the last answer: for errors that send the user there. */
  get requestIds(): string | undefined {
    return this.latest && requestIds(this.latest, new Redactor());
  }

  /** When the request left: by the earlier of both clocks, so that no later change is passed over. */
  private noteTime({ serverTime, receivedAt, durationMs }: HttpResponse): void {
    const own = Math.floor(receivedAt - durationMs);
    this.ownBegan = Math.min(this.ownBegan, own);
    if (serverTime === undefined) return;
    const told = Math.floor(serverTime - durationMs);
    const isTrusted = this.options.clock.trusts(serverTime, receivedAt);
    const earliest = this.options.clock.earliestAt(own);
    this.began = Math.min(this.began ?? Infinity, earliest, isTrusted ? told : earliest);
  }
}

/** A number keeps its digits: past 2^53 two ids would become one. An empty text, an object and a list tell no row from another. */
function idOf(page: ScannedPage, index: number, field: number): string | undefined {
  const value = page.field(index, field);
  if (typeof value === 'number') return page.token(index, field);
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

function instantOf(page: ScannedPage, index: number, field: number): number | undefined {
  const value = page.field(index, field);
  return typeof value === 'string' ? parseInstant(value) : undefined;
}
