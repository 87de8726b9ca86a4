import type { Value } from '../manifest/expressions/value';
import type { StreamExtension } from '../manifest/model';
import type { PagePlan } from './records/plan/page-plan';
import type { ScannedPage } from './records/scanned-page';

/** Where a stream's responses describe themselves. `all` is for the plan that scans pages. */
export interface EnvelopePaths {
  readonly all: PagePlan['envelope'];
  readonly total: number | undefined;
  readonly more: number | undefined;
}

/** `reads`: the paths that the pagination strategy reads. */
export function envelopePaths(
  reads: PagePlan['envelope'],
  { totalRows, hasNext }: StreamExtension,
): EnvelopePaths {
  const all = [...reads];
  const [total, more] = [totalRows, hasNext].map((path) => path && all.push(path) - 1);
  return { all, total, more };
}

/** What a response says about itself, outside its records. */
export class PageEnvelope {
  constructor(
    private readonly page: ScannedPage,
    private readonly paths: EnvelopePaths,
  ) {}

  /** The total number of records; undefined if the response has no usable number. */
  get statedRecords(): number | undefined {
    const value = this.value(this.paths.total);
    return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
  }

  /** Whether another page follows; undefined if the response does not say. */
  get hasNext(): boolean | undefined {
    const value = this.value(this.paths.more);
    if (value === 'true' || value === 'false') return value === 'true';
    return typeof value === 'boolean' ? value : undefined;
  }

  /** The value at `Paging.reads[index]`; null if it is absent. */
  value(index: number | undefined): Value {
    return index === undefined ? null : ((this.page.envelope(index) as Value | undefined) ?? null);
  }

  /** Like `value`, but a number keeps its digits: past 2^53 a rounded cursor would lead elsewhere. */
  exactValue(index: number): Value {
    return this.page.envelopeDigits(index) ?? this.value(index);
  }
}
