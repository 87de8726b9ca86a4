import type { ConcurrencyGate } from '../client/concurrency-gate';
import { ConnectorError } from '../errors/connector-error';
import { STREAM_ERRORS } from '../errors/stream-errors';
import type { StreamMeter } from '../report/stream-meter';
import type { ConfiguredStream } from '../stream/configured-stream';
import { EndpointHealth } from '../stream/endpoint-health';
import type {
  Observer,
  PartitionOptions,
  RecordOutput,
  WindowOutcome,
} from '../stream/partition-options';
import { readPartition, type PartitionResult } from '../stream/read-partition';
import { SharedRecords } from '../stream/shared-records';
import type { Window } from '../stream/window';
import type { Session } from './session';
import type { ReadStart } from './sync-clock';

/** Time windows that are read again, or split, before the counts of the API prove wrong. */
const MOST_REREADS = 12;
const MOST_SPLITS = 64;
/** If the server asks for a longer pause after a failure, the partitions are read instead. */
const MOST_WAIT_MS = 60_000;

export interface SideAccess {
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

export interface SideReading {
  readonly stream: ConfiguredStream;
  readonly window: Window;
  /** For error messages: `the filter for changes`. */
  readonly name: string;
  /** Takes each record. */
  readonly take: RecordOutput['sink'];
  /** Whether any record is sent. */
  readonly isSent: boolean;
}

/**
 * Reads records of all partitions in another way than by partition. The requests are trials: their failures are not the
 * stream's.
 * @throws ConnectorError also if the API's counts contradict what it returned
 */
export function readAside(reading: SideReading, access: SideAccess): Promise<PartitionResult> {
  return readPartition(target(reading, access));
}

function target({ stream, window, take, ...reading }: SideReading, access: SideAccess) {
  const { session, start, pageGate, meter, isOutdated, signal } = access;
  const scope = stream.scope(start.latestMs);
  const counts = { read: 0, failed: 0, split: 0, reread: 0 };
  return {
    stream,
    partition: { value: reading.name, slice: {} },
    index: 0,
    scope,
    window,
    sharedRecords: new SharedRecords(false),
    pageGate,
    send: (request, abort) =>
      session.client.send({ ...request, isTrial: true, maxWaitMs: MOST_WAIT_MS }, abort),
    sink: take,
    observer: observer(reading, access),
    onWindow: (outcome: WindowOutcome, times?: number) => {
      meter.window(outcome, times);
      counts[outcome] += times ?? 1;
      if (counts.reread > MOST_REREADS || counts.split > MOST_SPLITS) contradict(reading);
    },
    isOutdated,
    clock: session.clock,
    endpoint: { stream: stream.name, path: stream.path(scope) },
    endpoints: new HealthOfOthers(),
    firstAnswer: { come: () => undefined, leave: () => undefined },
    isAlone: true,
    signal,
  } satisfies PartitionOptions;
}

/** What the partitions report is not reported twice. */
function observer(reading: Pick<SideReading, 'name' | 'isSent'>, { warnings }: SideAccess) {
  const nothing = (): void => undefined;
  const refuse = (): never => contradict(reading);
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
    keylessRecord: (stream) => reading.isSent && warnings.keylessRecord(stream),
    statedRecords: nothing,
  } satisfies Observer;
}

function contradict({ name }: Pick<SideReading, 'name'>): never {
  throw new ConnectorError(STREAM_ERRORS['window-moved'], { where: name });
}

/** If the filter fails, the partitions find out whether the API does. */
class HealthOfOthers extends EndpointHealth {
  override doesApiAnswer(): Promise<boolean> {
    return Promise.resolve(true);
  }
}
