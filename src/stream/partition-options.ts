import type { ConcurrencyGate } from '../client/concurrency-gate';
import type { Send } from '../client/http';
import type { ConnectorError } from '../errors/connector-error';
import type { Scope } from '../manifest/expressions/scope';
import type { ConfiguredStream } from './configured-stream';
import type { Endpoint, EndpointHealth } from './endpoint-health';
import type { FirstAnswer } from './first-answer';
import type { Partition } from './partition';
import type { ScannedPage } from './records/scanned-page';
import type { SharedRecords } from './shared-records';
import type { Window } from './window';

/** What is read. */
export interface PartitionTarget {
  readonly stream: ConfiguredStream;
  readonly partition: Partition;
  /** Its place among the stream's partitions. */
  readonly index: number;
  readonly scope: Scope;
  /** The time range of the whole partition; absent where it has none. */
  readonly window: Window | undefined;
  /** Records whose cursor is older than this are not sent; epoch milliseconds. */
  readonly changedSince?: number;
}

/** How its pages are asked for. */
export interface PageAccess {
  readonly send: Send;
  /**
   * A page holds a place from its request until its last record is copied, so what is in memory is bounded by places and
   * not by the data.
   */
  readonly pageGate: ConcurrencyGate;
  readonly clock: ReadingClock;
  /** Whether the scope's idea of "now" turned out to be wrong. Only a first answer can tell, so nothing was sent then. */
  readonly isOutdated: () => boolean;
  readonly signal: AbortSignal;
}

/** What is known, and told to others, about whether its path answers. */
export interface Availability {
  readonly endpoint: Endpoint;
  readonly endpoints: EndpointHealth;
  /** Told of each page, and that others may ask while nothing has answered so far. */
  readonly firstAnswer: Pick<FirstAnswer, 'come' | 'leave'>;
  /** Whether no other partition of the stream has this path. */
  readonly isAlone: boolean;
}

/** Where its records go, and what is odd about them. */
export interface RecordOutput {
  /** Takes one record of a page. What it returns is waited for before anything else of the page is taken. */
  readonly sink: (page: ScannedPage, index: number) => Promise<void> | undefined;
  readonly observer: Observer;
  readonly sharedRecords: SharedRecords;
}

/** Facts worth a warning, at most once a read however often they are met. */
export interface Observer {
  /** `created` of a record lies outside of the window that returned it. */
  misplacedRecord(stream: string, window: string): void;
  /** The API's count of records is not the number of records that it returns, reading after reading. */
  wrongTotal(stream: string, window: string, stated: number | undefined, counted: number): void;
  /** An endpoint fails, and its smallest time ranges are asked for to find out why. */
  suspect(endpoint: Endpoint, failure: ConnectorError): void;
  /** A time range could not be read as a whole, and its halves are read. */
  split(stream: string, window: string, failure: ConnectorError): void;
  /** Once a page that has records: a look at one record's top-level members, and at what leaves as other JSON. */
  page(stream: string, page: ScannedPage): void;
  /** A record without a key is due. Returns whether it is sent. */
  keylessRecord(stream: string): boolean;
  /** The first answer of a window says how many records it has. */
  statedRecords(stream: string, partition: string, count: number): void;
}

/** What is known of the time, this machine's and the API's. Epoch milliseconds. */
export interface ReadingClock {
  /** Answers contradict this machine, and no two of them agree. */
  readonly isUndecided: boolean;
  trusts(serverTime: number, receivedAt: number): boolean;
  /** A moment of this machine's clock by the earlier of both. */
  earliestAt(local: number): number;
}

export interface PartitionOptions extends PartitionTarget, PageAccess, Availability, RecordOutput {}
