import type { PagePaginatorModel } from '../../manifest/model';
import type { Envelope } from '../envelope';
import { labelOf } from '../label';
import { SOUNDING, type Page, type PageChecks, type PartitionRun } from '../page-fetcher';
import type { ScannedPage } from '../records/scanned-page';
import { MOST_IDLE_PAGES, type SeenRecords } from '../seen-records';
import { inParallel } from '../slots';
import type { Window } from '../window';

/** `still`: the rows are as many as the answers promise. `moved`: they are not. `too many`: nothing was sent. */
export type Reading = 'still' | 'moved' | 'too many';

/** Pages of one window that wait for a slot side by side; the slots decide how many are asked for. */
const SIDE_BY_SIDE = 16;

/**
 * Reads a window whose pages are numbered. Once the first answer says how many rows there are, the other pages are
 * asked for side by side; without a usable count, one after the other. The count is only believed when it says that
 * there is more: a full page is never taken for the last one.
 */
export class PageNumbers {
  /** What the first answer of this reading said. */
  stated: number | undefined;
  private agreed = true;
  /** From here on nothing is asked for any more. */
  private end = Infinity;
  private idle = 0;
  /** How many pages the count promises. */
  private expected = 1;
  private firstEmpty = Infinity;
  private lastFilled = -1;
  /** A whole page brought nothing new, and no count says whether there is more. */
  private isStuck = false;

  constructor(
    private readonly run: PartitionRun,
    private readonly paginator: PagePaginatorModel,
    private readonly window: Window | undefined,
    private readonly seen: SeenRecords,
  ) {}

  /** A window that states more than `most` rows is left alone, to be split; not so if it states more than `credible`. */
  async read({
    most,
    credible,
  }: {
    readonly most: number;
    readonly credible: number;
  }): Promise<Reading> {
    this.seen.beginReading();
    const isTooMany = (page: ScannedPage): boolean => {
      const stated = this.envelope.totalRows(page) ?? 0;
      return stated > most && stated <= credible;
    };
    const look = (page: ScannedPage): boolean => {
      this.stated = this.envelope.totalRows(page);
      this.announce();
      return !isTooMany(page);
    };
    const { records: first } = await this.page(0, { look });
    if (isTooMany(first)) return 'too many';
    await this.rest(first);
    return this.agreed && this.isCountRight() ? 'still' : 'moved';
  }

  /** Asks for the first page, to see whether there is an answer. */
  async sound(): Promise<void> {
    await this.page(0, SOUNDING);
  }

  /** An empty page was followed by one with rows. */
  get hasHole(): boolean {
    return this.firstEmpty < this.lastFilled;
  }

  /** There are fewer rows than stated, and where the others should be, pages came empty. */
  get isShort(): boolean {
    return this.firstEmpty < this.expected && this.seen.distinct < (this.stated ?? 0);
  }

  /** One row came on two pages while fewer came than stated, or a page came again in full: others were left out. */
  get isOverlapping(): boolean {
    const { stated, seen } = this;
    return this.isStuck || (stated !== undefined && seen.distinct < stated && seen.repeatsARow);
  }

  private get envelope(): Envelope {
    return this.run.options.stream.envelope;
  }

  /** An answer with neither rows nor their count says nothing: another reading has to agree. */
  private isCountRight(): boolean {
    if (this.isStuck) return false;
    if (this.stated === undefined) return this.seen.distinct > 0 || !this.countsRows();
    return this.stated === this.seen.distinct;
  }

  private countsRows(): boolean {
    return this.run.options.stream.model.extension.totalRows !== undefined;
  }

  private announce(): void {
    const { stream, partition, observer } = this.run.options;
    if (this.stated === undefined || this.window?.isPart === true) return;
    observer.rows(stream.name, partition.value, this.stated);
  }

  private async rest(first: ScannedPage): Promise<void> {
    if (first.count > 0) this.expected = Math.max(1, Math.ceil((this.stated ?? 0) / first.count));
    const { expected } = this;
    let last = first;
    await inParallel(this.numbers(expected), SIDE_BY_SIDE, async (number) => {
      const { records } = await this.page(number);
      if (number === expected - 1) last = records;
    });
    for (let number = expected; number < this.end && !this.isLast(last); number++) {
      const { records, fresh } = await this.page(number);
      if (fresh === 0) {
        // A part of a page may be the last one again, as some APIs give it past the end.
        this.isStuck = this.stated === undefined && records.count >= this.paginator.size;
        return;
      }
      last = records;
    }
  }

  private *numbers(expected: number): Generator<number> {
    for (let number = 1; number < expected && number < this.end; number++) yield number;
  }

  /** Without a count only an empty page ends a window: an API may give fewer rows a page than were asked for. */
  private isLast(page: ScannedPage): boolean {
    if (page.count === 0) return true;
    return (
      page.count < this.paginator.size &&
      this.stated !== undefined &&
      this.seen.distinct >= this.stated
    );
  }

  private async page(number: number, checks: PageChecks = {}): Promise<Page> {
    const { paginator, window, seen } = this;
    const parameters = [
      ...(window?.parameters() ?? []),
      [paginator.parameter, String(paginator.first + number)] as const,
      [paginator.sizeParameter, String(paginator.size)] as const,
    ];
    const label = labelOf(this.run.options.partition, window, number);
    const page = await this.run.page(parameters, label, { window, seen }, checks);
    const { records, fresh } = page;
    if (this.envelope.totalRows(records) !== this.stated) this.agreed = false;
    this.idle = fresh === 0 ? this.idle + 1 : 0;
    if (records.count === 0) this.firstEmpty = Math.min(this.firstEmpty, number);
    else if (fresh > 0) this.lastFilled = Math.max(this.lastFilled, number);
    // One empty page ends nothing while the count promises more. But an API may say that there are millions.
    if (this.idle >= MOST_IDLE_PAGES) this.end = Math.min(this.end, number);
    return page;
  }
}
