import type { ConnectorError } from '../errors/connector-error';
import type { SyncMode } from '../protocol/catalog';
import type { DueReason } from '../read/partition-plan';
import type { ChangesKnowledge } from '../state/changes-knowledge';
import type { History } from './history';
import type { Range } from './range';

/** What the next sync does with one part of a stream: a month of bookings, an expense type. */
export interface PartPlan {
  /** Empty if the stream is one part. */
  readonly part: string;
  /** Undefined if it is not due. */
  readonly reason: DueReason | undefined;
  /** As the API states them now, or else as the last read counted them. */
  readonly records: number | undefined;
  /** Where `records` comes from. */
  readonly recordsFrom: 'api' | 'state' | undefined;
  readonly requests: Range;
  /** Up to when the state covers it, epoch milliseconds; undefined if it was never read in whole. */
  readonly readAt: number | undefined;
}

/** What the next sync does with one stream, and what the state covers before. */
export interface StreamPlan {
  readonly stream: string;
  readonly mode: SyncMode;
  /** Whether the parts follow each other in time. */
  readonly isByTime: boolean;
  /** How often older parts are read; undefined if all parts are read at every sync. */
  readonly recheck: RecheckPlan | undefined;
  /** Undefined if the stream has none, or the sync may not ask for it. */
  readonly filter: FilterPlan | undefined;
  /** For trips that are under way or ahead, of parts that are not due. */
  readonly upcoming: Range;
  readonly parts: readonly PartPlan[];
  readonly requests: Range;
  /** Undefined if the state of such a stream has no times. */
  readonly coverage: CoveragePlan | undefined;
  /** The API answers that it does not have the stream. */
  readonly isMissing: boolean;
  /** Why a sync cannot read the stream, as far as the API was asked. */
  readonly error: ConnectorError | undefined;
}

/** Parts that ended more than `afterDays` ago are read every `hours`. */
export interface RecheckPlan {
  readonly afterDays: number;
  readonly hours: number;
}

/** The API's filter for changes. */
export interface FilterPlan {
  readonly answer: ChangesKnowledge['answer'] | undefined;
  /** What changed is read by it, and parts only now and then. */
  readonly isTrusted: boolean;
  readonly requests: Range;
}

/** Times in epoch milliseconds. */
export interface CoveragePlan {
  readonly partsRead: number;
  /** Of the parts that were read. */
  readonly oldestReadAt: number | undefined;
  readonly newestReadAt: number | undefined;
  /** Undefined if the API returns changes of any age. */
  readonly history: History | undefined;
}
