import { UnusableBody } from '../../client/http';
import { ConnectorError } from '../../errors/connector-error';
import { STREAM_ERRORS } from '../../errors/stream-errors';
import type { TokenPaginatorModel } from '../../manifest/model';
import { isTrue, toText } from '../../manifest/expressions/value';
import type { Parameter } from '../configured-stream';
import { labelOf } from '../label';
import { SOUNDING, type Page, type PageChecks, type PartitionRun } from '../page-fetcher';
import type { ScannedPage } from '../records/scanned-page';
import { MOST_IDLE_PAGES, type SeenRecords } from '../seen-records';
import type { Window } from '../window';

/**
 * Reads a window in which each answer names the next page. The loop owns that name: it asks for the same one never
 * twice, and gives up on a series that goes on without bringing anything.
 */
export class CursorTokens {
  private readonly asked = new Set<string>();

  constructor(
    private readonly run: PartitionRun,
    private readonly paginator: TokenPaginatorModel,
    private readonly window: Window | undefined,
    private readonly seen: SeenRecords,
  ) {}

  async read(): Promise<void> {
    this.seen.beginReading();
    let token: string | undefined;
    let idle = 0;
    for (let number = 0; number === 0 || token !== undefined; number++) {
      const label = this.label(number);
      const { records, fresh } = await this.page(token, label);
      token = this.next(records);
      idle = fresh === 0 ? idle + 1 : 0;
      if (token !== undefined) this.refuseEndlessness(token, idle, label);
    }
  }

  /** Asks for the first page, to see whether there is an answer. */
  async sound(): Promise<void> {
    await this.page(undefined, this.label(0), SOUNDING);
  }

  private label(number: number): string {
    return labelOf(this.run.options.partition, this.window, number);
  }

  private page(token: string | undefined, label: string, checks: PageChecks = {}): Promise<Page> {
    const { window, seen } = this;
    const refuse = (page: ScannedPage): void => {
      this.next(page);
    };
    return this.run.page(this.parameters(token), label, { window, seen }, { ...checks, refuse });
  }

  private parameters(token: string | undefined): readonly Parameter[] {
    const { paginator, window } = this;
    return [
      ...(window?.parameters() ?? []),
      [paginator.sizeParameter, String(paginator.size)] as const,
      ...(token === undefined ? [] : [[paginator.parameter, token] as const]),
    ];
  }

  /**
   * The token of the next page; undefined behind the last one.
   * @throws UnusableBody where the answer says that a page follows and does not name it.
   */
  private next(page: ScannedPage): string | undefined {
    const { next, stop } = this.paginator;
    const { scope, stream } = this.run.options;
    const { envelope } = stream;
    const token = next.bind(scope)(envelope.forNext(page));
    const isNamed = (typeof token === 'string' && token !== '') || typeof token === 'number';
    const isLast = isTrue(stop.bind(scope)(envelope.forStop(page)));
    if (isNamed && (!isLast || envelope.hasNext(page) === true)) return toText(token);
    if (isLast && envelope.hasNext(page) !== true) return undefined;
    throw new UnusableBody('the answer promises a next page and does not name it');
  }

  private refuseEndlessness(token: string, idle: number, label: string): void {
    if (!this.asked.has(token) && idle < MOST_IDLE_PAGES) {
      this.asked.add(token);
      return;
    }
    const found = this.asked.has(token)
      ? 'a next page that was asked for before'
      : `${String(MOST_IDLE_PAGES)} pages in a row without a new row`;
    throw new ConnectorError(STREAM_ERRORS['pages-without-end'], {
      where: `${this.run.options.stream.name}, ${label}`,
      found: [found, this.run.requestIds].filter((part) => part !== undefined).join(', '),
    });
  }
}
