import type { ConnectorError } from '../../errors/connector-error';
import type { STREAM_ERRORS } from '../../errors/stream-errors';
import type { PageEnvelope } from '../envelope';
import type { SeenRecords } from '../seen-records';
import type { Parameter, Window } from '../window';

/** Pages in a row without a new record before a series of pages counts as one that never ends. */
export const MAX_IDLE_PAGES = 20;

/**
 * A pagination strategy, at work for one partition: finds the pages of its windows.
 *
 * - Its `read` asks `PageSource.page` for every page of a window, one after the other or side by side, and resolves when
 *   the records of all of them were passed on.
 * - It never sees a record. A page belongs to `PageSource.page`, which holds a slot from the request until the page's
 *   last record is copied; then the page is gone. What a strategy wants of it is what its `look` returns.
 * - Every series ends: a strategy never asks for the same next page twice, never goes on after `MAX_IDLE_PAGES` without a
 *   new record, and never takes a full page for the last one.
 * - After a failed page it asks for no other, and throws that failure when the pages under way have ended.
 * - An answer that the manifest ignores is an empty page without a next one.
 *
 * It is called, and no generator of pages, because pages come side by side, and because how many new records one brought
 * decides whether another is asked for.
 */
export interface Paging {
  /** Paths of an answer, outside of its records, that `PageEnvelope` gives by their index here. */
  readonly reads: readonly (readonly string[])[];
  /** Parameters of a page that is as small as can be. */
  readonly smallestPage: readonly Parameter[];
  /** How many first and last records of a window are remembered, to tell one that comes again. */
  readonly maxRemembered: number;
  /** The first page of a window. */
  readonly firstPage: PageQuery<unknown>;
  /**
   * Reads a window. Resolves with the reason why its halves have to be read instead; undefined: all of it was read.
   * A `ConnectorError` that it throws may be such a reason as well. Called for one window after the other.
   */
  read(source: PageSource, context: SplitContext): Promise<SplitReason | undefined>;
}

/** The pages of one window, as a strategy asks for them. */
export interface PageSource {
  /** Absent: the stream has no time ranges. */
  readonly window: Window | undefined;
  /** The records of the window so far. A strategy says when a reading of it begins. */
  readonly seen: SeenRecords;
  /** Asks for one page and passes its records on, unless they turn out not to be wanted. */
  page<Facts>(
    query: PageQuery<Facts>,
    isWanted?: (facts: Facts) => boolean,
  ): Promise<PageResult<Facts>>;
  /** Says how many records the window has, by its first answer. */
  announce(statedRecords: number): void;
  /** Warns that the API keeps stating another number of records than it returns. */
  warnOfTotal(statedRecords: number | undefined): void;
  /** An error about the window, or about what was found at one page of it. */
  failure(code: keyof typeof STREAM_ERRORS, found?: string, page?: number): ConnectorError;
}

export interface PageQuery<Facts> {
  /** Besides those of the window. */
  readonly parameters: readonly Parameter[];
  /** From 0, for labels. */
  readonly number: number;
  /**
   * Takes what the strategy wants of an answer.
   * @throws UnusableBody for one that contradicts itself: the attempt failed and is retried.
   */
  readonly look: (envelope: PageEnvelope) => Facts;
}

/** A page whose records were passed on. */
export interface PageResult<Facts> {
  /** What `look` returned; undefined where the answer is ignored. */
  readonly facts: Facts | undefined;
  readonly isIgnored: boolean;
  readonly recordCount: number;
  /** Records that no earlier page of the same reading had. */
  readonly newRecords: number;
}

/** Why a window has to be split: it states too many records, or it could not be read as a whole. */
export interface SplitReason {
  /** How many records it states; absent where that is not known or not to be believed. */
  readonly statedRecords?: number;
  /** Absent: it only was too large. */
  readonly error?: ConnectorError;
  /** Its last pages came empty, although its count promises more. */
  readonly isShort?: boolean;
}

/** What a window inherits from the one that it is a half of. */
export interface SplitContext {
  /** A window that states more records is not split for being too large. */
  readonly maxCredibleRecords: number;
  /** How many times it was split for being short. */
  readonly shortSplits: number;
}
