import { ConnectorError } from '../errors/connector-error';
import { STREAM_ERRORS } from '../errors/stream-errors';
import { NumberedPages } from './numbered-pages';
import { PartitionRun, type PartitionRunOptions } from './partition-run';
import { SeenRows } from './seen-rows';
import { TokenPages } from './token-pages';
import type { Window } from './window';

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
  await reader.read(options.stream.window(options.scope));
  const { run, unread } = reader;
  if (unread.length > 0) throw failureOf(options, unread);
  return { cursor: run.began ?? run.newest, rows: run.rows };
}

class PartitionReader {
  readonly run: PartitionRun;
  readonly unread: Unread[] = [];

  constructor(private readonly options: PartitionRunOptions) {
    this.run = new PartitionRun(options);
  }

  /** `parentStated`: how many rows the window stated that this one is a half of. */
  async read(window: Window | undefined, parentStated = Infinity): Promise<void> {
    const seen = new SeenRows();
    try {
      const stated = await this.settle(window, seen, parentStated);
      if (stated === undefined) return;
      await this.halves(window, seen, stated);
    } catch (error) {
      if (!(error instanceof ConnectorError) || !CONCERNS_ONE_PAGE.has(error.kind.code)) throw error;
      if (window?.canSplit()) await this.halves(window, seen, parentStated);
      else this.unread.push({ window: window?.describe() ?? 'all of it', error });
    }
  }

  /** Reads the window until it stands still. A number: it has to be split, having stated so many rows. */
  private async settle(
    window: Window | undefined,
    seen: SeenRows,
    parentStated: number,
  ): Promise<number | undefined> {
    const { stream } = this.options;
    const { paginator } = stream.model;
    if (paginator.kind === 'token') {
      await new TokenPages(this.run, paginator, window, seen).read();
      return undefined;
    }
    for (let reading = 1; reading <= READINGS; reading++) {
      const pages = new NumberedPages(this.run, paginator, window, seen);
      // A half that states no fewer rows than the whole did states nothing: then the pages are read as they come.
      const outcome = await pages.read(window?.canSplit() === true && reading === 1);
    }
    return undefined;
  }

  private async halves(window: Window | undefined, seen: SeenRows, stated: number): Promise<void> {
    throw new Error('unfinished');
  }
}
