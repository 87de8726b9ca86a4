import type { RequestPlace } from '../client/http';
import { ConnectorError } from '../errors/connector-error';
import { STREAM_ERRORS } from '../errors/stream-errors';
import type { PageFetcher } from './page-fetcher';
import type { PageQuery, PageResult, PageSource } from './paging/paging';
import type { PartitionTarget, RecordOutput } from './partition-options';
import type { RecordTracker } from './record-tracker';
import type { SeenRecords } from './seen-records';
import { describeWindow, type Parameter, type Window } from './window';

export class WindowPages implements PageSource {
  /** Whether any page of the window has arrived. */
  hasAnswer = false;
  private readonly parameters: readonly Parameter[];
  private readonly about: string;

  constructor(
    private readonly options: PartitionTarget & Pick<RecordOutput, 'observer'>,
    private readonly fetcher: PageFetcher,
    private readonly tracker: RecordTracker,
    readonly window: Window | undefined,
    readonly seen: SeenRecords,
  ) {
    this.parameters = window?.parameters() ?? [];
    this.about = window?.describe() ?? '';
  }

  /** Requests a page to test whether the API responds; sends no records. */
  testFirstPage(query: PageQuery<unknown>): Promise<unknown> {
    return this.page(query, () => false, true);
  }

  page<Facts>(
    query: PageQuery<Facts>,
    isWanted: (facts: Facts) => boolean = () => true,
    isProbe = false,
  ): Promise<PageResult<Facts>> {
    const { stream, observer } = this.options;
    const parameters = [...this.parameters, ...query.parameters];
    const labels = { label: this.label(query.number), place: this.place(query.number) };
    const wanted = { ...query, ...labels, parameters, isTest: isProbe };
    return this.fetcher.fetch(wanted, async (fetched) => {
      this.hasAnswer = true;
      if (fetched === undefined)
        return { facts: undefined, isIgnored: true, recordCount: 0, newRecords: 0 };
      const { page, facts } = fetched;
      if (page.count > 0) observer.page(stream.name, page);
      const newRecords = isWanted(facts)
        ? await this.tracker.passOn(page, this.window, this.seen)
        : 0;
      return { facts, isIgnored: false, recordCount: page.count, newRecords };
    });
  }

  announce(statedRecords: number): void {
    const { stream, partition, observer } = this.options;
    if (this.window?.isPart !== true)
      observer.statedRecords(stream.name, partition.value, statedRecords);
  }

  warnOfTotal(statedRecords: number | undefined): void {
    const { stream, observer } = this.options;
    const window = describeWindow(this.window);
    observer.wrongTotal(stream.name, window, statedRecords, this.seen.distinct);
  }

  warnOfFullPage(): void {
    const { stream, observer } = this.options;
    observer.fullPage(stream.name, describeWindow(this.window), this.seen.distinct);
  }

  failure(code: keyof typeof STREAM_ERRORS, found?: string, page?: number): ConnectorError {
    const { stream } = this.options;
    const part = page === undefined ? describeWindow(this.window) : this.label(page);
    const facts = [found, this.fetcher.requestIds].filter((fact) => fact !== undefined);
    return new ConnectorError(STREAM_ERRORS[code], {
      where: `${stream.name}, ${part}`,
      ...(facts.length === 0 ? {} : { found: facts.join(', ') }),
    });
  }

  private place(number: number): RequestPlace {
    const { partition } = this.options;
    const window = this.window && { window: this.about };
    return { partition: partition.value, ...window, page: number + 1 };
  }

  /** A page's name in logs and errors: `2026-10, page 3`. Counts from 1. */
  private label(number: number): string {
    const { partition } = this.options;
    const part = this.window?.isPart === true ? this.about : '';
    const parts = [partition.value, part, `page ${String(number + 1)}`];
    return parts.filter((text) => text !== '').join(', ');
  }
}
