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

/** Unread time windows after which no more are requested: while nothing could be read, and in all. */
const MAX_UNREAD = { atFirst: 3, inAll: 20 };

const UNSPLIT: SplitContext = { maxCredibleRecords: Infinity, shortSplits: 0 };

/** A time window that could not be read; without a window, a whole stream that has none. */
interface Unread {
  readonly window: Window | undefined;
  readonly error: ConnectorError;
}

/**
 * Reads the windows of one partition. Splits a window that fails, moves or is too large, and reads both halves.
 * `failure` names what remains unread; the rest was sent.
 */
export class WindowReader {
  readonly tracker: RecordTracker;
  readonly fetcher: PageFetcher;
  private readonly paging: Paging;
  private readonly probe: FailureDiagnosis;
  private readonly unread: Unread[] = [];
  /** Whether a window, or the first page of part of one, could be read; and how many windows could not. */
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
   * Returns how many records the window has, as far as known.
   * @param isRetry The cause of the failure has passed; the window is read again.
   */
  async read(
    window: Window | undefined,
    context: SplitContext = UNSPLIT,
    isRetry = false,
  ): Promise<number> {
    if (window?.isTooLong === true) return this.parts(window);
    const pages = this.pagesOf(window);
    const reason = await this.readPages(pages, context);
    this.noteRereads(pages.seen, isRetry);
    if (reason === undefined) {
      this.hasRead = true;
      this.options.onWindow('read');
      return pages.seen.distinct;
    }
    const scope = await this.scopeOf(pages, reason);
    if (scope === 'outage' && !isRetry) return this.read(window, context, true);
    if (scope !== 'every window' && window?.canSplit() === true)
      await this.split(window, pages.seen, reason, context);
    else if (reason.error) this.leaveUnread(window, reason.error);
    return reason.statedRecords ?? pages.seen.distinct;
  }

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

  /** Restarts a window once if its later pages are refused: a page token expires after a while. */
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
      // Refused after the window's first page.
      if (!hasCode(error, 'request-refused') || pages.seen.distinct === 0) throw error;
      if (isSecondTime) throw expired(error);
      return this.readPages(pages, context, true);
    }
  }

  private noteRereads({ readings }: SeenRecords, isRetry: boolean): void {
    const rereads = readings - (isRetry ? 0 : 1);
    if (rereads > 0) this.options.onWindow('reread', rereads);
  }

  private async scopeOf(pages: WindowPages, { error }: SplitReason): Promise<FailureScope> {
    if (!error || !concernsOnePage(error)) return 'window';
    // If any page of the partition arrived, its smallest windows are themselves to blame.
    if (pages.window?.canSplit() !== true && this.fetcher.hasAnswer) return 'every window';
    // If the window's first page arrived, a later page is to blame.
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
    const { observer, stream, onWindow } = this.options;
    onWindow('split');
    if (error) observer.split(stream.name, window.describe(), error);
    this.tracker.markHandled(seen);
    const shortSplits = context.shortSplits + (isShort === true ? 1 : 0);
    const [first, second] = window.split();
    const inFirst = await this.read(first, { ...UNSPLIT, shortSplits });
    // Otherwise an API that states the same large number for every window would be split down to single seconds.
    const maxCredibleRecords = (statedRecords ?? Infinity) * 1.5 - inFirst;
    await this.read(second, { maxCredibleRecords, shortSplits });
  }

  /** Adjacent windows are merged. After too many failures no more windows are requested: each takes minutes. */
  private leaveUnread(window: Window | undefined, error: ConnectorError): void {
    this.failed++;
    this.options.onWindow('failed');
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
    // A broken connection is no question for Navan's support.
    ...(hasCode(error, 'network-failure') ? { action: error.action } : {}),
    cause: error,
  });
}
