import type { ConcurrencyGate } from '../client/concurrency-gate';
import type { Send } from '../client/http';
import type { ConnectorError } from '../errors/connector-error';
import type { Scope } from '../manifest/expressions/scope';
import type { RefusableValue } from '../manifest/model';
import type { ConfiguredStream } from './configured-stream';
import type { Endpoint, EndpointHealth } from './endpoint-health';
import type { FirstAnswer } from './first-answer';
import type { Partition } from './partition';
import type { ScannedPage } from './records/scanned-page';
import type { SharedRecords } from './shared-records';
import type { Window } from './window';

export interface PartitionTarget {
  readonly stream: ConfiguredStream;
  readonly partition: Partition;
  /** Its position among the stream's partitions. */
  readonly index: number;
  readonly scope: Scope;
  /** The time window of the whole partition; absent if it has none. */
  readonly window: Window | undefined;
  /** Records whose cursor is older are not sent; epoch milliseconds. */
  readonly changedSince?: number;
}

export interface PageAccess {
  readonly send: Send;
  /**
   * A page holds a slot until its last record is copied, so the number of slots bounds memory, not the amount of data.
   */
  readonly pageGate: ConcurrencyGate;
  readonly clock: ReadingClock;
  /** Whether the scope's "now" proved wrong. Only a first response can tell, so nothing has been sent then. */
  readonly isOutdated: () => boolean;
  readonly signal: AbortSignal;
}

/** Whether its path responds, and who is told. */
export interface Availability {
  readonly endpoint: Endpoint;
  readonly endpoints: EndpointHealth;
  /** Notified of each page, and when others may send requests although nothing has responded. */
  readonly firstAnswer: Pick<FirstAnswer, 'come' | 'leave'>;
  /** Whether no other partition of the stream has this path. */
  readonly isAlone: boolean;
}

/** What became of a time window. `reread`: requested again, because its data moved or a failure had passed. */
export type WindowOutcome = 'read' | 'split' | 'reread' | 'failed';

/** Where its records go, and where oddities are reported. */
export interface RecordOutput {
  /** Takes one record of a page. If it returns a promise, wait for it before passing the next record. */
  readonly sink: (page: ScannedPage, index: number) => Promise<void> | undefined;
  readonly observer: Observer;
  /** Counts time windows; a stream without windows counts as one. */
  readonly onWindow: (outcome: WindowOutcome, times?: number) => void;
  readonly sharedRecords: SharedRecords;
}

/** Facts that deserve a warning, at most once per read. */
export interface Observer {
  /** A record's `created` is outside the window that returned it. */
  misplacedRecord(stream: string, window: string): void;
  /** The API's record count repeatedly differs from the number of records that it returns. */
  wrongTotal(stream: string, window: string, stated: number | undefined, counted: number): void;
  /** A window's last page is full, and nothing in it says whether another follows. */
  fullPage(stream: string, window: string, counted: number): void;
  /** An endpoint fails; its smallest time windows are requested to find out why. */
  suspect(endpoint: Endpoint, failure: ConnectorError): void;
  /** The API refuses this value of a parameter and accepts the others. */
  refusedValue(stream: string, refused: RefusableValue): void;
  /** A time window could not be read as a whole; its halves are read. */
  split(stream: string, window: string, failure: ConnectorError): void;
  /** Once per page with records: checks one record's top-level members, and values that are sent as other JSON. */
  page(stream: string, page: ScannedPage): void;
  /** Whether the destination takes records of the stream that have no primary key. */
  sendsKeyless(stream: string): boolean;
  /** A record without a primary key is due. Returns whether to send it. */
  keylessRecord(stream: string): boolean;
  /** The record count stated by a window's first response. */
  statedRecords(stream: string, partition: string, count: number): void;
}

/** The time by this machine's clock and the API's. Epoch milliseconds. */
export interface ReadingClock {
  /** Responses contradict this machine's clock, and no two of them agree. */
  readonly isUndecided: boolean;
  trusts(serverTime: number, receivedAt: number): boolean;
  /** A local time converted to the earlier of both clocks. */
  earliestAt(local: number): number;
}

export interface PartitionOptions extends PartitionTarget, PageAccess, Availability, RecordOutput {}
