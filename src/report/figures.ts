import type { KnownLimit } from '../client/events';
import type { FailureType } from '../errors/connector-error';
import type { SyncMode } from '../protocol/catalog';
import type { WindowOutcome } from '../stream/partition-options';
import type { WorstMinutes } from './recent-requests';

/** Attempts at the API, each resend included, token requests not. */
export interface RequestFigures {
  readonly count: number;
  readonly resends: number;
  /** Attempts that the API refused because of its rate limit; they are no errors. */
  readonly rateLimited: number;
  /** Of those, the ones that were sent when the API's limit was known for sure. */
  readonly refusedUnderLimit: number;
  /** As `MeasuredAttempt` defines them. */
  readonly errors: number;
  /** Errors per attempt; undefined before the first. */
  readonly errorRate: number | undefined;
  /** Undefined if no five minutes had at least 20 attempts. */
  readonly worstFiveMinutes: WorstMinutes | undefined;
  /** The busiest minute's rate per rate allowed, of time in which a limit was known; undefined without such time. */
  readonly limitUse: number | undefined;
  /** Of bodies as received, before decompression. */
  readonly bytes: number;
  /** By HTTP status; `none`: no response. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** By reason: `HTTP 500`, `no data for 60 s`. Those of token requests begin with `token: `. */
  readonly failures: Readonly<Record<string, number>>;
  /** Of one attempt, without our own waiting. Percentiles are at most 2.5 % off. Undefined before the first. */
  readonly durationSeconds:
    | { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number }
    | undefined;
}

/** Time in which no request could be sent. */
export interface WaitFigures {
  readonly rateLimitSeconds: number;
  readonly breakerSeconds: number;
  readonly breakerOpenings: number;
}

export interface LimitFigures {
  /** The last one that was known, for the whole connection; undefined: none. */
  readonly limit: KnownLimit | undefined;
  /** As `RequestFigures.limitUse`. */
  readonly utilization: number | undefined;
}

/** What a stream and a whole sync have in common. */
interface CommonFigures {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Epoch milliseconds; undefined while it runs. */
  readonly finishedAt: number | undefined;
  readonly seconds: number;
  readonly records: number;
  /** Of the records' JSON. */
  readonly bytes: number;
  readonly requests: RequestFigures;
  readonly windows: Readonly<Record<WindowOutcome, number>>;
  readonly waits: WaitFigures;
  readonly rate: LimitFigures;
}

export interface StreamFigures extends CommonFigures {
  readonly stream: string;
  readonly syncMode: SyncMode;
  readonly status: 'running' | 'complete' | 'incomplete';
  /** Of a stream that failed; absent if the sync was stopped without a reason. */
  readonly error?: { readonly failureType: FailureType; readonly code: string };
  /** Partitions; those that are not `due` are covered by the state. Undefined until they are known. */
  readonly parts: PartFigures | undefined;
  /** Undefined until they are known, and of a failed stream without a cursor. */
  readonly coverage: CoverageFigures | undefined;
  /** By partition: the record count that the API states. */
  readonly statedRecords: Readonly<Record<string, number>>;
  /** Time of which the API no longer returns the changes, epoch milliseconds. */
  readonly gap: GapFigures | undefined;
  /** Undefined if the stream has none, or nothing is known of it. */
  readonly changesFilter: FilterFigures | undefined;
}

/** The API's filter for changes. */
export interface FilterFigures {
  /** As `ChangesKnowledge` defines them. */
  readonly answer: string;
  /** In this sync it did not show a change that was found. */
  readonly isCaught: boolean;
}

export interface CoverageFigures {
  /** Whether a partition had never been read in whole before; undefined if every sync reads all. */
  readonly isBackfill: boolean | undefined;
  /** When the partition that waits longest was read in whole, epoch milliseconds; undefined until all were. */
  readonly oldestCompleteReadAt: number | undefined;
  /** Milliseconds from then to the end of the stream, by the clock that the cursors follow. */
  readonly ageMs: number | undefined;
  /** From what age on that is too old; undefined if every sync reads all partitions. */
  readonly staleAfterMs: number | undefined;
}

export interface GapFigures {
  readonly from: number;
  readonly to: number;
}

export interface PartFigures {
  readonly total: number;
  readonly due: number;
  readonly done: number;
}

export interface SyncFigures extends CommonFigures {
  readonly streams: readonly StreamFigures[];
  /** No stream is selected that the API has. */
  readonly isEmpty: boolean;
  readonly tokenRequests: number;
  /** Attempts that brought no token. */
  readonly tokenFailures: number;
  /** In which the destination did not read what was sent. */
  readonly destinationSeconds: number;
}
