import { ConnectorError } from '../errors/connector-error';
import { STREAM_ERRORS } from '../errors/stream-errors';
import type { PagePaginatorModel } from '../manifest/model';
import { concernsOnePage, Inquiry, type Culprit } from './failure-probe';
import { PageNumbers } from './paging/page-numbers';
import { PartitionRun, type PartitionRunOptions } from './page-fetcher';
import { SeenRecords } from './seen-records';
import { CursorTokens } from './paging/cursor-tokens';
import type { Window } from './window';

/**
 * First and last rows of a series without a stated end that are remembered, to tell one that comes again: thirty pages
 * of 500. More than the idle ones after which a series ends, so that one that begins again has as many.
 */
const MOST_REMEMBERED = 15_000;

/** Readings of one window before it counts as one that does not stand still: the first and three more. */
const READINGS = 4;

/** Cuts of a window whose last pages came empty, before its count is taken to be wrong: thirty-two parts. */
const MOST_SHORT_CUTS = 5;

/** What a stream without time ranges is asked for. */
const ALL = 'all of it';

/** Time ranges that may remain unread before the rest is not asked for: while nothing could be read, and in all. */
const MOST_UNREAD = { atFirst: 3, inAll: 20 };

/** What a partition that was read whole came to. */
export interface PartitionResult {
  /** Where its cursor stands now, epoch milliseconds: the moment its reading began. */
  readonly cursor: number | undefined;
  readonly rows: number;
}

/** A time range that could not be read; absent: the whole of a stream that has none. */
interface Unread {
  readonly window: Window | undefined;
  readonly error: ConnectorError;
}

/**
 * Reads one partition whole, or throws. Rows go out while they come; the result says that all of them did. A window
 * that cannot be read, moves or is too large is cut in two and both halves are read; what remains unread is named in
 * the error, and the rest of the partition was sent all the same.
 */
export async function readPartition(options: PartitionRunOptions): Promise<PartitionResult> {
  const reader = new PartitionReader(options);
  const { window } = options;
  await reader.read(window);
  const { run } = reader;
  const [unread, ...others] = reader.unread;
  if (unread) throw failureOf(options, [unread, ...others]);
  return { cursor: cursorOf(run, options.scope.began, window), rows: run.rows };
}

/**
 * The moment at which the reading began; without a server that tells the time, the newest row. A window that ends at
 * the frozen "now" has nothing of what came after, however much later its turn was.
 */
function cursorOf(
  { began, ownBegan, newest }: PartitionRun,
  now: number,
  window: Window | undefined,
): number | undefined {
  if (began === undefined) return newest === undefined ? undefined : Math.min(newest, ownBegan);
  return window?.endsAt(now) === true ? Math.min(began, now) : began;
}

/** Why a window has to be cut in two: it stated too many rows, or it could not be read as a whole. */
interface Cut {
  /** How many rows it stated; absent where that is not known or not to be believed. */
  readonly stated?: number;
  /** Absent: it only was too large. */
  readonly error?: ConnectorError;
  /** Its last pages came empty, although its count promises more. */
  readonly isShort?: boolean;
}

/** What a window that is read inherits from the one that it is a half of. */
interface Heritage {
  /** A window that states more rows is not cut for being too large. */
  readonly credible: number;
  /** How many times it was cut for being short. */
  readonly shortCuts: number;
  /** It is read once more, since what made it fail has passed. */
  readonly isAgain?: boolean;
}

class PartitionReader {
  readonly run: PartitionRun;
  readonly unread: Unread[] = [];
  private readonly inquiry: Inquiry;
  /** Whether a window, or the first page of a part of one, could be read; and how many could not. */
  private hasRead = false;
  private failed = 0;
  /** Two halves stated far more than the window they came of: this API's counts are no reason to cut anything. */
  private isCountDisproved = false;

  constructor(private readonly options: PartitionRunOptions) {
    const onAnswer = (): void => {
      this.inquiry.answered();
      options.onAnswer();
    };
    this.run = new PartitionRun({ ...options, onAnswer });
    this.inquiry = new Inquiry({ ...options, sound: (window) => this.pages(window).sound() });
  }

  /** Returns how many rows the window has, as far as that is known. */
  async read(
    window: Window | undefined,
    heritage: Heritage = { credible: Infinity, shortCuts: 0 },
  ): Promise<number> {
    if (window?.isTooLong === true) return this.parts(window);
    const seen = this.seen();
    this.inquiry.begin();
    const cut = await this.settle(window, seen, heritage);
    if (cut === undefined) {
      this.hasRead = true;
      return seen.distinct;
    }
    const culprit = await this.culpritOf(window, cut);
    if (culprit === 'outage' && heritage.isAgain !== true)
      return this.read(window, { ...heritage, isAgain: true });
    if (culprit !== 'whole' && window?.canSplit() === true) {
      const { observer, stream } = this.options;
      if (cut.error) observer.cut(stream.name, window.describe(), cut.error);
      await this.halves(window, seen, cut, heritage);
    } else if (cut.error) this.leaveUnread(window, cut.error);
    return cut.stated ?? seen.distinct;
  }

  private seen(): SeenRecords {
    const { kind } = this.options.stream.model.paginator;
    return new SeenRecords(kind === 'token' ? MOST_REMEMBERED : Infinity);
  }

  private async culpritOf(window: Window | undefined, { error }: Cut): Promise<Culprit> {
    if (!error || !concernsOnePage(error)) return 'range';
    // The smallest window of a partition of which something came is to blame itself.
    if (window?.canSplit() !== true && this.inquiry.hasAnswer) return 'whole';
    const culprit = await this.inquiry.into(window, error);
    this.hasRead ||= this.inquiry.hasAnswer;
    return culprit;
  }

  /** Where one follows the other, they are one. After so many, more of the same is not asked for: each costs minutes. */
  private leaveUnread(window: Window | undefined, error: ConnectorError): void {
    this.failed++;
    const last = this.unread.at(-1);
    if (window && last?.window?.touches(window) === true)
      this.unread.splice(-1, 1, { ...last, window: last.window.with(window) });
    else this.unread.push({ window, error });
    const isTooMuch = this.hasRead
      ? this.unread.length >= MOST_UNREAD.inAll
      : this.failed >= MOST_UNREAD.atFirst;
    if (isTooMuch) throw failureOf(this.options, [{ window: this.options.window, error }]);
  }

  private async parts(window: Window): Promise<number> {
    const [first, second] = window.split();
    return (await this.read(first)) + (await this.read(second));
  }

  private pages(window: Window | undefined, seen = this.seen()): PageNumbers | CursorTokens {
    const { paginator } = this.options.stream.model;
    return paginator.kind === 'number'
      ? new PageNumbers(this.run, paginator, window, seen)
      : new CursorTokens(this.run, paginator, window, seen);
  }

  /** Begins a window again, once, whose later pages are refused: the name of a next page lives for a while only. */
  private async settle(
    window: Window | undefined,
    seen: SeenRecords,
    heritage: Heritage,
  ): Promise<Cut | undefined> {
    try {
      return await this.attempt(window, seen, heritage);
    } catch (error) {
      if (!hasExpired(error, seen)) throw error;
    }
    return this.attempt(window, seen, heritage).catch((error: unknown) => {
      throw hasExpired(error, seen) ? expired(error) : error;
    });
  }

  private async attempt(
    window: Window | undefined,
    seen: SeenRecords,
    heritage: Heritage,
  ): Promise<Cut | undefined> {
    const { paginator } = this.options.stream.model;
    try {
      if (paginator.kind === 'number')
        return await this.numbered(paginator, window, seen, heritage);
      await new CursorTokens(this.run, paginator, window, seen).read();
      return undefined;
    } catch (error) {
      if (!(error instanceof ConnectorError) || !mayBeOfItsRange(error)) throw error;
      return { error };
    }
  }

  /** Reads the window until it stands still: the counts agree, or two readings in a row had the same rows. */
  private async numbered(
    paginator: PagePaginatorModel,
    window: Window | undefined,
    seen: SeenRecords,
    heritage: Heritage,
  ): Promise<Cut | undefined> {
    const canBeTooLarge = window?.canSplit() === true && !this.isCountDisproved;
    const most = canBeTooLarge ? window.maxRows : Infinity;
    for (let reading = 1; reading <= READINGS; reading++) {
      const pages = new PageNumbers(this.run, paginator, window, seen);
      const outcome = await pages.read({ most, credible: heritage.credible });
      if ((pages.stated ?? 0) > heritage.credible) this.isCountDisproved = true;
      if (outcome === 'still') return undefined;
      if (outcome === 'too many') return pages.stated === undefined ? {} : { stated: pages.stated };
      if (seen.repeatsTheLast) return this.believeOrCut(pages, window, seen, heritage);
    }
    return { error: this.failure('window-moved', window) };
  }

  /**
   * Two readings had the same rows, and not as many as stated. An empty page in the midst of others hides rows for
   * certain, and so does a row that came on two pages: rows tie in the API's order, or pages are not those that were
   * asked for. A smaller window has fewer pages. Empty pages at the end may be a limit of depth, which a smaller window
   * does not reach, or a count that is wrong: a few cuts tell.
   */
  private believeOrCut(
    pages: PageNumbers,
    window: Window | undefined,
    seen: SeenRecords,
    { shortCuts }: Heritage,
  ): Cut | undefined {
    const { stream, observer } = this.options;
    const mayBeShort = shortCuts < MOST_SHORT_CUTS && !this.isCountDisproved;
    const isShort = pages.isShort && mayBeShort && window?.canSplit() === true;
    if (pages.hasHole || isShort) {
      const { stated } = pages;
      const error = this.failure('pages-empty', window);
      return isShort && stated !== undefined ? { error, isShort, stated } : { error };
    }
    if (pages.isOverlapping && !this.isCountDisproved)
      return { error: this.failure('pages-overlap', window), stated: pages.stated ?? 0 };
    observer.wrongTotal(stream.name, window?.describe() ?? ALL, pages.stated, seen.distinct);
    return undefined;
  }

  private async halves(
    window: Window,
    seen: SeenRecords,
    { stated, isShort }: Cut,
    heritage: Heritage,
  ): Promise<void> {
    for (const id of seen.ids()) this.run.settle(id);
    const shortCuts = heritage.shortCuts + (isShort === true ? 1 : 0);
    const [first, second] = window.split();
    const inFirst = await this.read(first, { credible: Infinity, shortCuts });
    // An API that states the same large number for every window would be cut down to the last second otherwise.
    const credible = stated === undefined ? Infinity : stated - inFirst + stated / 2;
    await this.read(second, { credible, shortCuts });
  }

  private failure(
    code: 'window-moved' | 'pages-empty' | 'pages-overlap',
    window: Window | undefined,
  ): ConnectorError {
    const where = `${this.options.stream.name}, ${window?.describe() ?? ALL}`;
    const { requestIds } = this.run;
    return new ConnectorError(STREAM_ERRORS[code], {
      where,
      ...(requestIds === undefined ? {} : { found: requestIds }),
    });
  }
}

/** A refusal after the window's first page was given. */
function hasExpired(error: unknown, seen: SeenRecords): error is ConnectorError {
  return (
    error instanceof ConnectorError && error.kind.code === 'request-refused' && seen.distinct > 0
  );
}

function expired(cause: ConnectorError): ConnectorError {
  const { where, found } = cause.facts;
  return new ConnectorError(STREAM_ERRORS['page-expired'], {
    ...(where === undefined ? {} : { where }),
    ...(found === undefined ? {} : { found }),
    cause,
  });
}

function failureOf(
  { stream, partition }: PartitionRunOptions,
  [first, ...others]: readonly [Unread, ...Unread[]],
): ConnectorError {
  const windows = [first, ...others].map(({ window }) => window?.describe() ?? ALL).join('; ');
  const part = partition.value === '' ? '' : ` ${partition.value}`;
  return new ConnectorError(STREAM_ERRORS['windows-unread'], {
    where: `${stream.name}${part}`,
    found: `${windows}: ${first.error.summary}`,
    // Whose connection broke has no question to the API's support.
    ...(first.error.kind.code === 'network-failure' ? { action: first.error.action } : {}),
    cause: first.error,
  });
}

/** What may spare a smaller window. */
function mayBeOfItsRange(error: ConnectorError): boolean {
  return concernsOnePage(error) || error.kind.code === 'pages-without-end';
}
