import type { ConnectorError } from '../../errors/connector-error';
import type { STREAM_ERRORS } from '../../errors/stream-errors';
import type { PageEnvelope } from '../envelope';
import type { SeenRecords } from '../seen-records';
import type { Parameter, Window } from '../window';

/** Pages in a row without a new record after which a series counts as endless. */
export const MAX_IDLE_PAGES = 20;

/**
 * A pagination strategy for one partition: finds the pages of its windows.
 *
 * - `read` requests every page of a window from `PageSource.page`, one by one or concurrently, and resolves once all
 *   their records were sent.
 * - It never sees a record. `PageSource.page` owns the page and holds a slot from the request until its last record is
 *   copied; then the page is gone. The strategy keeps only what its `look` returns.
 * - Every series ends: a strategy never requests the same next page twice, never continues after `MAX_IDLE_PAGES`
 *   without a new record, and never takes a full page for the last one.
 * - After a failed page it requests no other, and throws the failure once the pages in progress have ended.
 * - A response that the manifest ignores is an empty page without a next one.
 *
 * Not a generator: pages are read concurrently, and a page's new records decide whether another is requested.
 */
export interface Paging {
  /** Paths to values outside the records. `PageEnvelope` returns each by its index here. */
  readonly reads: readonly (readonly string[])[];
  /** Parameters of the smallest possible page. */
  readonly smallestPage: readonly Parameter[];
  /** How many first and last records of a window are remembered to recognise repeats. */
  readonly maxRemembered: number;
  readonly firstPage: PageQuery<unknown>;
  /**
   * Reads a window. Resolves with the reason to read its halves instead, or undefined once all of it is read. A
   * `ConnectorError` that it throws may be such a reason too. Windows are read one after the other.
   */
  read(source: PageSource, context: SplitContext): Promise<SplitReason | undefined>;
}

/** The pages of one window, as a strategy requests them. */
export interface PageSource {
  /** Absent if the stream has no time windows. */
  readonly window: Window | undefined;
  /** The window's records so far. The strategy calls `beginReading`. */
  readonly seen: SeenRecords;
  /** Requests one page and sends its records, unless `isWanted` rejects them. */
  page<Facts>(
    query: PageQuery<Facts>,
    isWanted?: (facts: Facts) => boolean,
  ): Promise<PageResult<Facts>>;
  /** Announces the record count stated by the window's first response. */
  announce(statedRecords: number): void;
  /** Warns that the API repeatedly states another number of records than it returns. */
  warnOfTotal(statedRecords: number | undefined): void;
  /** Warns that a full page does not say whether another follows. */
  warnOfFullPage(): void;
  /** An error about the window or one of its pages. */
  failure(code: keyof typeof STREAM_ERRORS, found?: string, page?: number): ConnectorError;
}

export interface PageQuery<Facts> {
  /** In addition to the window's. */
  readonly parameters: readonly Parameter[];
  /** From 0, for labels. */
  readonly number: number;
  /**
   * Extracts what the strategy needs from a response.
   * @throws UnusableBody if the response contradicts itself: the attempt fails and is retried.
   */
  readonly look: (envelope: PageEnvelope) => Facts;
}

/** A page whose records were sent. */
export interface PageResult<Facts> {
  /** What `look` returned; undefined if the response is ignored. */
  readonly facts: Facts | undefined;
  readonly isIgnored: boolean;
  readonly recordCount: number;
  /** Records on no earlier page of the same reading. */
  readonly newRecords: number;
}

/** Why a window has to be split: it states too many records, or it could not be read as a whole. */
export interface SplitReason {
  /** The stated number of records; absent if unknown or not credible. */
  readonly statedRecords?: number;
  /** Absent if the window was only too large. */
  readonly error?: ConnectorError;
  /** Its last pages are empty although its count promises more. */
  readonly isShort?: boolean;
}

/** What a half inherits from the window that was split. */
export interface SplitContext {
  /** A window that states more records than this is not split for being too large. */
  readonly maxCredibleRecords: number;
  /** How many times it was split because pages at its end were empty. */
  readonly shortSplits: number;
}
