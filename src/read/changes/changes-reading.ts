import type { ConcurrencyGate } from '../../client/concurrency-gate';
import { ConnectorError } from '../../errors/connector-error';
import { STREAM_ERRORS } from '../../errors/stream-errors';
import type { StreamMeter } from '../../report/stream-meter';
import type { ChangesForm } from '../../state/changes-knowledge';
import type { ConfiguredStream } from '../../stream/configured-stream';
import { EndpointHealth } from '../../stream/endpoint-health';
import type {
  Observer,
  PartitionOptions,
  RecordOutput,
  WindowOutcome,
} from '../../stream/partition-options';
import { readPartition } from '../../stream/read-partition';
import { idOf, instantOf } from '../../stream/record-fields';
import type { ScannedPage } from '../../stream/records/scanned-page';
import { SharedRecords } from '../../stream/shared-records';
import { Window } from '../../stream/window';
import type { Session } from '../session';
import type { ReadStart } from '../sync-clock';
import type { ShownRecords } from './shown-records';

const DAY_MS = 86_400_000;
/** Time windows that are read again, or split, before the counts of the filter prove wrong. */
const MOST_REREADS = 12;
const MOST_SPLITS = 64;
/** If the server asks for a longer pause after a failure, the partitions are read instead. */
const MOST_WAIT_MS = 60_000;

export interface ChangesAccess {
  readonly stream: ConfiguredStream;
  readonly session: Session;
  readonly start: ReadStart;
  readonly pageGate: ConcurrencyGate;
  readonly warnings: Pick<Observer, 'page' | 'sendsKeyless' | 'keylessRecord'>;
  readonly meter: Pick<StreamMeter, 'window'>;
  /** Sends a record. */
  readonly sink: RecordOutput['sink'];
  readonly isOutdated: () => boolean;
  readonly signal: AbortSignal;
}

/** Times in epoch milliseconds. */
export interface ChangesQuery {
  readonly form: ChangesForm;
  readonly from: number;
  /** Changes from here on are sent; undefined: none are. */
  readonly wantedSince: number | undefined;
  /** Records that were created before are not sent. */
  readonly createdSince: number;
  /** Takes all that the filter shows. */
  readonly shown: ShownRecords;
}

/**
 * Reads all that changed in a range of time, up to now. Returns when the reading began, epoch milliseconds; undefined if
 * no response tells.
 * @throws ConnectorError also if the API's counts contradict what it returned
 */
export async function readChanges(
  query: ChangesQuery,
  access: ChangesAccess,
): Promise<number | undefined> {
  const { start } = access;
  const stream = access.stream.byChanges(query.form, start.latestMs + DAY_MS);
  const { window } = stream.model.extension;
  if (!window) throw new RangeError('a filter for changes has a window');
  // A record that changes meanwhile stays in a range that ends in the future.
  const range = Window.covering(window, query.from, start.latestMs + DAY_MS);
  const { cursor } = await readPartition(new Reading(stream, query, access).target(range));
  return cursor;
}

class Reading {
  private readonly windows = { read: 0, failed: 0, split: 0, reread: 0 };

  constructor(
    private readonly stream: ConfiguredStream,
    private readonly query: ChangesQuery,
    private readonly access: ChangesAccess,
  ) {}

  target(window: Window): PartitionOptions {
    const { stream } = this;
    const { session, start, pageGate, isOutdated, signal } = this.access;
    const scope = stream.scope(start.latestMs);
    return {
      stream,
      partition: { value: 'changes', slice: {} },
      index: 0,
      scope,
      window,
      sharedRecords: new SharedRecords(false),
      pageGate,
      send: (request, abort) =>
        session.client.send({ ...request, isTrial: true, maxWaitMs: MOST_WAIT_MS }, abort),
      sink: (page, index) => this.pass(page, index),
      observer: this.observer(),
      onWindow: (outcome, times) => {
        this.count(outcome, times);
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
    const { shown, wantedSince: since, createdSince } = this.query;
    const id = idOf(page, index, fields.id);
    const changed = instantOf(page, index, fields.cursor);
    const created = instantOf(page, index, fields.created);
    if (id !== undefined) shown.add(id, changed ?? created ?? 0);
    if (since === undefined) return undefined;
    const isWanted = (changed ?? since) >= since && (created ?? createdSince) >= createdSince;
    return isWanted ? this.access.sink(page, index) : undefined;
  }

  private count(outcome: WindowOutcome, times?: number): void {
    this.access.meter.window(outcome, times);
    this.windows[outcome] += times ?? 1;
    const { split, reread } = this.windows;
    if (reread > MOST_REREADS || split > MOST_SPLITS) throw contradiction();
  }

  /** What the partitions report is not reported twice. */
  private observer(): Observer {
    const { warnings } = this.access;
    const isSent = this.query.wantedSince !== undefined;
    const nothing = (): void => undefined;
    const refuse = (): never => {
      throw contradiction();
    };
    return {
      misplacedRecord: nothing,
      wrongTotal: refuse,
      fullPage: refuse,
      suspect: nothing,
      refusedValue: nothing,
      split: nothing,
      page: (stream, page) => {
        warnings.page(stream, page);
      },
      sendsKeyless: (stream) => warnings.sendsKeyless(stream),
      keylessRecord: (stream) => isSent && warnings.keylessRecord(stream),
      statedRecords: nothing,
    };
  }
}

function contradiction(): ConnectorError {
  return new ConnectorError(STREAM_ERRORS['window-moved'], { where: 'the filter for changes' });
}

/** If the filter fails, the partitions find out whether the API does. */
class HealthOfOthers extends EndpointHealth {
  override doesApiAnswer(): Promise<boolean> {
    return Promise.resolve(true);
  }
}
