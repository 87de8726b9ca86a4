import { ConnectorError } from '../errors/connector-error';
import { hasCode } from '../errors/error-codes';
import { STREAM_ERRORS } from '../errors/stream-errors';
import { concernsOnePage, FailureDiagnosis, type FailureScope } from './failure-diagnosis';
import { PageFetcher } from './page-fetcher';
import type { Paging, SplitContext, SplitReason } from './paging/paging';
import type { PartitionOptions } from './partition-options';
import { RecordTracker } from './record-tracker';
import { SeenRecords } from './seen-records';
import { describeWindow, type Window } from './window';
import { WindowPages } from './window-pages';

/** Time ranges that may remain unread before the rest is not asked for: while nothing could be read, and in all. */
const MAX_UNREAD = { atFirst: 3, inAll: 20 };

const UNSPLIT: SplitContext = { maxCredibleRecords: Infinity, shortSplits: 0 };

/** A time range that could not be read; absent: the whole of a stream that has none. */
interface Unread {
  readonly window: Window | undefined;
  readonly error: ConnectorError;
}

/**
 * Reads the windows of one partition. One that cannot be read, moves or is too large is split and both halves are read;
 * what remains unread is named in `failure`, and the rest was sent all the same.
 */
export class WindowReader {
  readonly tracker: RecordTracker;
  readonly fetcher: PageFetcher;
  private readonly paging: Paging;
  private readonly probe: FailureDiagnosis;
  private readonly unread: Unread[] = [];
  /** Whether a window, or the first page of a part of one, could be read; and how many could not. */
  private hasRead = false;
  private failed = 0;

  constructor(private readonly options: PartitionOptions) {
    this.paging = options.stream.paging(options.scope);
    this.tracker = new RecordTracker(options);
    this.fetcher = new PageFetcher(options, this.paging);
    this.probe = new FailureDiagnosis(options, (window) =>
      this.pagesOf(window).testFirstPage(this.paging.firstPage),
    );
  }

  /**
   * Returns how many records the window has, as far as that is known.
   * @param isRetry It is read once more, since what made it fail has passed.
   */
  async read(
    window: Window | undefined,
    context: SplitContext = UNSPLIT,
    isRetry = false,
  ): Promise<number> {
    if (window?.isTooLong === true) return this.parts(window);
    const pages = this.pagesOf(window);
    const reason = await this.readPages(pages, context);
    if (reason === undefined) {
      this.hasRead = true;
      return pages.seen.distinct;
    }
    const scope = await this.scopeOf(pages, reason);
    if (scope === 'outage' && !isRetry) return this.read(window, context, true);
    if (scope !== 'every window' && window?.canSplit() === true)
      await this.split(window, pages.seen, reason, context);
    else if (reason.error) this.leaveUnread(window, reason.error);
    return reason.statedRecords ?? pages.seen.distinct;
  }

  /** What remains unread. */
  get failure(): ConnectorError | undefined {
    const [first] = this.unread;
    return first && failureOf(this.options, first.error, this.unread);
  }

  private pagesOf(window: Window | undefined): WindowPages {
    const seen = new SeenRecords(this.paging.maxRemembered);
    return new WindowPages(this.options, this.fetcher, this.tracker, window, seen);
  }

  private async parts(window: Window): Promise<number> {
    const [first, second] = window.split();
    return (await this.read(first)) + (await this.read(second));
  }

  /** Begins a window again, once, whose later pages are refused: the name of a next page lives for a while only. */
  private async readPages(
    pages: WindowPages,
    context: SplitContext,
    isSecondTime = false,
  ): Promise<SplitReason | undefined> {
    try {
      return await this.paging.read(pages, context);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      if (concernsOnePage(error) || hasCode(error, 'pages-without-end')) return { error };
      // A refusal after the window's first page was given.
      if (!hasCode(error, 'request-refused') || pages.seen.distinct === 0) throw error;
      if (isSecondTime) throw expired(error);
      return this.readPages(pages, context, true);
    }
  }

  private async scopeOf(pages: WindowPages, { error }: SplitReason): Promise<FailureScope> {
    if (!error || !concernsOnePage(error)) return 'window';
    // The smallest window of a partition of which something came is to blame itself.
    if (pages.window?.canSplit() !== true && this.fetcher.hasAnswer) return 'every window';
    // Of a window whose first page came, a later one is to blame.
    const scope = pages.hasAnswer
      ? 'window'
      : await this.probe.scopeOf(pages.window, error, this.fetcher.hasAnswer);
    this.hasRead ||= this.fetcher.hasAnswer;
    return scope;
  }

  private async split(
    window: Window,
    seen: SeenRecords,
    { error, statedRecords, isShort }: SplitReason,
    context: SplitContext,
  ): Promise<void> {
    const { observer, stream } = this.options;
    if (error) observer.split(stream.name, window.describe(), error);
    this.tracker.markHandled(seen);
    const shortSplits = context.shortSplits + (isShort === true ? 1 : 0);
    const [first, second] = window.split();
    const inFirst = await this.read(first, { ...UNSPLIT, shortSplits });
    // An API that states the same large number for every window would be split down to the last second otherwise.
    const maxCredibleRecords = (statedRecords ?? Infinity) * 1.5 - inFirst;
    await this.read(second, { maxCredibleRecords, shortSplits });
  }

  /** Where one follows the other, they are one. After so many, more of the same is not asked for: each costs minutes. */
  private leaveUnread(window: Window | undefined, error: ConnectorError): void {
    this.failed++;
    const last = this.unread.at(-1);
    if (window && last?.window?.touches(window) === true)
      this.unread.splice(-1, 1, { ...last, window: last.window.with(window) });
    else this.unread.push({ window, error });
    const isTooMuch = this.hasRead
      ? this.unread.length >= MAX_UNREAD.inAll
      : this.failed >= MAX_UNREAD.atFirst;
    if (isTooMuch) throw failureOf(this.options, error, [this.options]);
  }
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
  { stream, partition }: PartitionOptions,
  error: ConnectorError,
  unread: readonly Pick<Unread, 'window'>[],
): ConnectorError {
  const windows = unread.map(({ window }) => describeWindow(window)).join('; ');
  const part = partition.value === '' ? '' : ` ${partition.value}`;
  return new ConnectorError(STREAM_ERRORS['windows-unread'], {
    where: `${stream.name}${part}`,
    found: `${windows}: ${error.summary}`,
    // Whose connection broke has no question to the API's support.
    ...(hasCode(error, 'network-failure') ? { action: error.action } : {}),
    cause: error,
  });
}
