import type { PagePaginatorModel, StreamExtension } from '../../manifest/model';
import { inParallel } from '../in-parallel';
import {
  MAX_IDLE_PAGES,
  type PageQuery,
  type PageResult,
  type PageSource,
  type Paging,
  type SplitContext,
  type SplitReason,
} from './paging';
import type { Parameter } from '../window';

/** Readings of one window before it counts as moving: the first and three more. */
const MAX_READINGS = 4;

/** Splits of a window whose last pages are empty before its count is considered wrong: 32 parts. */
const MAX_SHORT_SPLITS = 5;

/** Pages of one window that queue at the gate at once; the gate limits concurrent requests. */
const SIDE_BY_SIDE = 16;

/** `consistent`: as many records as the responses state. `too many`: more than the window may have; none was sent. */
type Consistency = 'consistent' | 'inconsistent' | 'too many';

/**
 * Reads a window with numbered pages until it is stable: its counts agree, or two readings in a row have the same
 * records.
 */
export class PageNumbers implements Paging {
  readonly reads = [];
  readonly maxRemembered = Infinity;
  /** Two halves stated far more records than their window: this API's counts justify no splits. */
  private isCountDisproved = false;

  constructor(
    readonly paginator: PagePaginatorModel,
    private readonly extension: Pick<StreamExtension, 'totalRows'>,
  ) {}

  get smallestPage(): readonly Parameter[] {
    return [[this.paginator.sizeParameter, '1']];
  }

  get firstPage(): PageQuery<number | undefined> {
    return this.query(0);
  }

  /** If the API has a count, a response with neither records nor a count proves nothing. */
  get isCounted(): boolean {
    return this.extension.totalRows !== undefined;
  }

  query(number: number): PageQuery<number | undefined> {
    const { parameter, sizeParameter, first, size } = this.paginator;
    return {
      parameters: [
        [parameter, String(first + number)],
        [sizeParameter, String(size)],
      ],
      number,
      look: ({ statedRecords }) => statedRecords,
    };
  }

  async read(source: PageSource, context: SplitContext): Promise<SplitReason | undefined> {
    const canSplit = source.window?.canSplit() === true && !this.isCountDisproved;
    const maxRecords = canSplit ? source.window.maxRecords : Infinity;
    const isTooMany = (stated: number): boolean =>
      stated > maxRecords && stated <= context.maxCredibleRecords;
    for (let count = 1; count <= MAX_READINGS; count++) {
      const reading = new Reading(this, source, isTooMany);
      const consistency = await reading.read();
      const { statedRecords = 0 } = reading;
      if (statedRecords > context.maxCredibleRecords) this.isCountDisproved = true;
      if (consistency === 'consistent') return undefined;
      if (consistency === 'too many') return { statedRecords };
      if (source.seen.repeatsTheLast) return this.believeOrSplit(reading, source, context);
    }
    return { error: source.failure('window-moved') };
  }

  /**
   * Two readings had the same records, but not the stated number. An empty page between others certainly hides records,
   * and so does a record on two pages: records tie in the API's order, or the API returned the wrong pages. A smaller
   * window has fewer pages. Empty last pages mean a depth limit, which smaller windows do not reach, or a wrong count:
   * a few splits tell.
   */
  private believeOrSplit(
    reading: Reading,
    source: PageSource,
    { shortSplits }: SplitContext,
  ): SplitReason | undefined {
    const { statedRecords } = reading;
    const mayBeShort = shortSplits < MAX_SHORT_SPLITS && !this.isCountDisproved;
    const isShort = reading.isShort && mayBeShort && source.window?.canSplit() === true;
    if (reading.hasHole || isShort) {
      const error = source.failure('pages-empty');
      return isShort && statedRecords !== undefined ? { error, isShort, statedRecords } : { error };
    }
    if (reading.isOverlapping && !this.isCountDisproved)
      return { error: source.failure('pages-overlap'), statedRecords: statedRecords ?? 0 };
    source.warnOfTotal(statedRecords);
    return undefined;
  }
}

/**
 * One reading of a window. Once a response states a count, the other pages are requested concurrently, else one by one.
 * A count is believed only if it says that there is more: a full page is never taken for the last one.
 */
class Reading {
  /** From the first response. */
  statedRecords: number | undefined;
  private hasOneTotal = true;
  /** No page from here on is requested. */
  private end = Infinity;
  private idlePages = 0;
  /** The number of pages according to the count. */
  private expectedPages = 1;
  private firstEmpty = Infinity;
  private lastFilled = -1;
  /** A full page had no new records, and no count says whether there is more. */
  private isStuck = false;

  constructor(
    private readonly paging: PageNumbers,
    private readonly source: PageSource,
    private readonly isTooMany: (statedRecords: number) => boolean,
  ) {}

  async read(): Promise<Consistency> {
    this.source.seen.beginReading();
    const isWanted = (statedRecords: number | undefined): boolean => {
      this.statedRecords = statedRecords;
      if (statedRecords !== undefined) this.source.announce(statedRecords);
      return !this.isTooMany(statedRecords ?? 0);
    };
    const first = await this.page(0, isWanted);
    if (this.isTooMany(this.statedRecords ?? 0)) return 'too many';
    if (first.isIgnored) return 'consistent';
    await this.rest(first);
    return this.hasOneTotal && this.isCountRight() ? 'consistent' : 'inconsistent';
  }

  /** A page with records followed an empty one. */
  get hasHole(): boolean {
    return this.firstEmpty < this.lastFilled;
  }

  /** Fewer records than stated, and empty pages where the missing ones should be. */
  get isShort(): boolean {
    return this.lacksRecords && this.firstEmpty < this.expectedPages;
  }

  /** A record appeared on two pages while records are missing, or a full page was repeated: others were left out. */
  get isOverlapping(): boolean {
    return this.isStuck || (this.lacksRecords && this.source.seen.repeatsARecord);
  }

  private get lacksRecords(): boolean {
    return this.source.seen.distinct < (this.statedRecords ?? 0);
  }

  /** A response with neither records nor a count proves nothing: another reading has to agree. */
  private isCountRight(): boolean {
    const { distinct } = this.source.seen;
    if (this.isStuck) return false;
    if (this.statedRecords === undefined) return distinct > 0 || !this.paging.isCounted;
    return this.statedRecords === distinct;
  }

  private async rest(first: PageResult<unknown>): Promise<void> {
    const { recordCount } = first;
    if (recordCount > 0)
      this.expectedPages = Math.max(1, Math.ceil((this.statedRecords ?? 0) / recordCount));
    const { expectedPages } = this;
    let last = first;
    await inParallel(this.numbers(expectedPages), SIDE_BY_SIDE, async (number) => {
      const page = await this.page(number);
      if (number === expectedPages - 1) last = page;
    });
    for (let number = expectedPages; number < this.end && !this.isLast(last); number++) {
      last = await this.page(number);
      if (last.newRecords > 0) continue;
      // A partial page may be the last page again: some APIs repeat it past the end.
      this.isStuck =
        this.statedRecords === undefined && last.recordCount >= this.paging.paginator.size;
      return;
    }
  }

  private *numbers(expectedPages: number): Generator<number> {
    for (let number = 1; number < expectedPages && number < this.end; number++) yield number;
  }

  /** Without a count only an empty page ends a window: an API may return fewer records per page than requested. */
  private isLast({ recordCount }: PageResult<unknown>): boolean {
    if (recordCount === 0) return true;
    const isPartial = recordCount < this.paging.paginator.size;
    return isPartial && this.statedRecords !== undefined && !this.lacksRecords;
  }

  private async page(
    number: number,
    isWanted?: (statedRecords: number | undefined) => boolean,
  ): Promise<PageResult<unknown>> {
    const page = await this.source.page(this.paging.query(number), isWanted);
    const { newRecords, isIgnored } = page;
    if (!isIgnored && page.facts !== this.statedRecords) this.hasOneTotal = false;
    this.idlePages = newRecords === 0 ? this.idlePages + 1 : 0;
    if (page.recordCount === 0) this.firstEmpty = Math.min(this.firstEmpty, number);
    else if (newRecords > 0) this.lastFilled = Math.max(this.lastFilled, number);
    // One empty page does not end a window while the count promises more. But the count may be in the millions.
    if (this.idlePages >= MAX_IDLE_PAGES) this.end = Math.min(this.end, number);
    return page;
  }
}
