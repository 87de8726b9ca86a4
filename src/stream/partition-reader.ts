import { ConnectorError } from '../errors/connector-error';
import { STREAM_ERRORS } from '../errors/stream-errors';
import type { PagePaginatorModel } from '../manifest/model';
import { NumberedPages } from './numbered-pages';
import { PartitionRun, type PartitionRunOptions } from './partition-run';
import { SeenRows } from './seen-rows';
import { TokenPages } from './token-pages';
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

/** Kinds of failure that concern the page that was asked for and may spare a smaller window. */
const CONCERNS_ONE_PAGE: ReadonlySet<string> = new Set([
  'server-error',
  'network-failure',
  'unusable-answer',
  'answer-too-large',
  'pages-without-end',
]);

/** What a partition that was read whole came to. */
export interface PartitionResult {
  /** Where its cursor stands now, epoch milliseconds: the moment its reading began. */
  readonly cursor: number | undefined;
  readonly rows: number;
}

interface Unread {
  readonly window: string;
  readonly error: ConnectorError;
}

/**
 * Reads one partition whole, or throws. Rows go out while they come; the result says that all of them did. A window
 * that cannot be read, moves or is too large is cut in two and both halves are read; what remains unread is named in
 * the error, and the rest of the partition was sent all the same.
 */
export async function readPartition(options: PartitionRunOptions): Promise<PartitionResult> {
  const reader = new PartitionReader(options);
  const window = options.stream.window(options.scope);
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
  { began, newest }: PartitionRun,
  now: number,
  window: Window | undefined,
): number | undefined {
  if (began === undefined) return newest;
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
}

class PartitionReader {
  readonly run: PartitionRun;
  readonly unread: Unread[] = [];
  /** Two halves stated far more than the window they came of: this API's counts are no reason to cut anything. */
  private isCountDisproved = false;

  constructor(private readonly options: PartitionRunOptions) {
    this.run = new PartitionRun(options);
  }

  /** Returns how many rows the window has, as far as that is known. */
  async read(
    window: Window | undefined,
    heritage: Heritage = { credible: Infinity, shortCuts: 0 },
  ): Promise<number> {
    const { kind } = this.options.stream.model.paginator;
    const seen = new SeenRows(kind === 'token' ? MOST_REMEMBERED : Infinity);
    const cut = await this.settle(window, seen, heritage);
    if (!cut) return seen.distinct;
    if (window?.canSplit()) await this.halves(window, seen, cut, heritage);
    else if (cut.error)
      this.unread.push({ window: window?.describe() ?? 'all of it', error: cut.error });
    return cut.stated ?? seen.distinct;
  }

  /** Begins a window again, once, whose later pages are refused: the name of a next page lives for a while only. */
  private async settle(
    window: Window | undefined,
    seen: SeenRows,
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
    seen: SeenRows,
    heritage: Heritage,
  ): Promise<Cut | undefined> {
    const { paginator } = this.options.stream.model;
    try {
      if (paginator.kind === 'number')
        return await this.numbered(paginator, window, seen, heritage);
      await new TokenPages(this.run, paginator, window, seen).read();
      return undefined;
    } catch (error) {
      if (!(error instanceof ConnectorError) || !CONCERNS_ONE_PAGE.has(error.kind.code))
        throw error;
      return { error };
    }
  }

  /** Reads the window until it stands still: the counts agree, or two readings in a row had the same rows. */
  private async numbered(
    paginator: PagePaginatorModel,
    window: Window | undefined,
    seen: SeenRows,
    heritage: Heritage,
  ): Promise<Cut | undefined> {
    const canBeTooLarge = window?.canSplit() === true && !this.isCountDisproved;
    const most = canBeTooLarge ? window.maxRows : Infinity;
    for (let reading = 1; reading <= READINGS; reading++) {
      const pages = new NumberedPages(this.run, paginator, window, seen);
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
   * certain. Empty pages at the end may be a limit of depth, which a smaller window does not reach, or a count that is
   * wrong: a few cuts tell.
   */
  private believeOrCut(
    pages: NumberedPages,
    window: Window | undefined,
    seen: SeenRows,
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
    observer.wrongTotal(
      stream.name,
      window?.describe() ?? 'all of it',
      pages.stated,
      seen.distinct,
    );
    return undefined;
  }

  private async halves(
    window: Window,
    seen: SeenRows,
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
    code: 'window-moved' | 'pages-empty',
    window: Window | undefined,
  ): ConnectorError {
    const where = `${this.options.stream.name}, ${window?.describe() ?? 'all of it'}`;
    const { requestIds } = this.run;
    return new ConnectorError(STREAM_ERRORS[code], {
      where,
      ...(requestIds === undefined ? {} : { found: requestIds }),
    });
  }
}

/** A refusal after the window's first page was given. */
function hasExpired(error: unknown, seen: SeenRows): error is ConnectorError {
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
  const windows = [first, ...others].map(({ window }) => window).join('; ');
  const part = partition.value === '' ? '' : ` ${partition.value}`;
  return new ConnectorError(STREAM_ERRORS['windows-unread'], {
    where: `${stream.name}${part}`,
    found: `${windows}: ${first.error.summary}`,
    // Whose connection broke has no question to the API's support.
    ...(first.error.kind.code === 'network-failure' ? { action: first.error.action } : {}),
    cause: first.error,
  });
}
