import { ConnectorError } from '../errors/connector-error';
import { STREAM_ERRORS } from '../errors/stream-errors';
import type { PagePaginatorModel } from '../manifest/model';
import { NumberedPages } from './numbered-pages';
import { PartitionRun, type PartitionRunOptions } from './partition-run';
import { SeenRows } from './seen-rows';
import { TokenPages } from './token-pages';
import type { Window } from './window';

/** Rows of a series without a stated end that are remembered, to tell one that comes again: forty pages of 500. */
const MOST_REMEMBERED = 20_000;

/** Readings of one window before it counts as one that does not stand still: the first and three more. */
const READINGS = 4;

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
  const { run, unread } = reader;
  if (unread.length > 0) throw failureOf(options, unread);
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
  readonly stated: number;
  /** Absent: it only was too large. */
  readonly error?: ConnectorError;
}

class PartitionReader {
  readonly run: PartitionRun;
  readonly unread: Unread[] = [];

  constructor(private readonly options: PartitionRunOptions) {
    this.run = new PartitionRun(options);
  }

  /** Returns how many rows the window stated. `credible`: a window that states more is not cut for being too large. */
  async read(window: Window | undefined, credible = Infinity): Promise<number> {
    const { kind } = this.options.stream.model.paginator;
    const seen = new SeenRows(kind === 'token' ? MOST_REMEMBERED : Infinity);
    const cut = await this.settle(window, seen, credible);
    if (!cut) return seen.distinct;
    if (window?.canSplit()) await this.halves(window, seen, cut.stated);
    else if (cut.error)
      this.unread.push({ window: window?.describe() ?? 'all of it', error: cut.error });
    return cut.stated;
  }

  private async settle(
    window: Window | undefined,
    seen: SeenRows,
    credible: number,
  ): Promise<Cut | undefined> {
    const { paginator } = this.options.stream.model;
    try {
      if (paginator.kind === 'number')
        return await this.numbered(paginator, window, seen, credible);
      await new TokenPages(this.run, paginator, window, seen).read();
      return undefined;
    } catch (error) {
      if (!(error instanceof ConnectorError) || !CONCERNS_ONE_PAGE.has(error.kind.code))
        throw error;
      return { stated: seen.distinct, error };
    }
  }

  /** Reads the window until it stands still: the counts agree, or two readings in a row had the same rows. */
  private async numbered(
    paginator: PagePaginatorModel,
    window: Window | undefined,
    seen: SeenRows,
    credible: number,
  ): Promise<Cut | undefined> {
    const { stream, observer } = this.options;
    const name = window?.describe() ?? 'all of it';
    const most = window?.canSplit() === true ? window.maxRows : Infinity;
    for (let reading = 1; reading <= READINGS; reading++) {
      const pages = new NumberedPages(this.run, paginator, window, seen);
      const outcome = await pages.read({ most, credible });
      if (outcome === 'still') return undefined;
      if (outcome === 'too many') return { stated: pages.stated ?? 0 };
      if (seen.repeatsTheLast) {
        observer.wrongTotal(stream.name, name, pages.stated, seen.distinct);
        return undefined;
      }
    }
    const where = `${stream.name}, ${name}`;
    return {
      stated: seen.distinct,
      error: new ConnectorError(STREAM_ERRORS['window-moved'], { where }),
    };
  }

  private async halves(window: Window, seen: SeenRows, stated: number): Promise<void> {
    const { edges, index } = this.options;
    for (const id of seen.ids()) {
      edges.add(index, id);
      this.run.noteCounted(id);
    }
    const [first, second] = window.split();
    const inFirst = await this.read(first);
    // An API that states the same large number for every window would be cut down to the last second otherwise.
    await this.read(second, stated - inFirst + stated / 2);
  }
}

function failureOf(
  { stream, partition }: PartitionRunOptions,
  unread: readonly Unread[],
): ConnectorError {
  const [first] = unread;
  const windows = unread.map(({ window }) => window).join('; ');
  const part = partition.value === '' ? '' : ` ${partition.value}`;
  return new ConnectorError(STREAM_ERRORS['windows-unread'], {
    where: `${stream.name}${part}`,
    found: `${windows}: ${first?.error.message ?? ''}`,
    ...(first ? { cause: first.error } : {}),
  });
}
