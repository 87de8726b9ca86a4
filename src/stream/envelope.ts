import type { Value } from '../manifest/expressions/value';
import type { StreamExtension } from '../manifest/model';
import type { PagePlan } from './records/plan/page-plan';
import type { ScannedPage } from './records/scanned-page';

/** Where a stream's responses describe themselves. `all` is for the plan that scans pages. */
export interface EnvelopePaths {
  readonly all: PagePlan['envelope'];
  readonly totals: readonly number[];
  readonly more: readonly number[];
  readonly last: readonly number[];
}

/** `reads`: the paths that the pagination strategy reads. */
export function envelopePaths(
  reads: PagePlan['envelope'],
  { totalRows = [], hasNext = [], isLast = [] }: StreamExtension,
): EnvelopePaths {
  const all = [...reads];
  const add = (path: readonly string[]): number => all.push(path) - 1;
  return { all, totals: totalRows.map(add), more: hasNext.map(add), last: isLast.map(add) };
}

/** What a response says about itself, outside its records. */
export class PageEnvelope {
  constructor(
    private readonly page: ScannedPage,
    private readonly paths: EnvelopePaths,
  ) {}

  /** The total number of records; undefined if the response has no usable number. */
  get statedRecords(): number | undefined {
    return this.first(this.paths.totals, countOf);
  }

  /** Whether another page follows; undefined if the response does not say. */
  get hasNext(): boolean | undefined {
    const isLast = this.first(this.paths.last, truthOf);
    return this.first(this.paths.more, truthOf) ?? (isLast === undefined ? undefined : !isLast);
  }

  /** The value at `Paging.reads[index]`; null if it is absent. */
  value(index: number): Value {
    return (this.page.envelope(index) as Value | undefined) ?? null;
  }

  /** Whether the response has the value at `Paging.reads[index]`, be it null. */
  has(index: number): boolean {
    return this.page.envelope(index) !== undefined;
  }

  /** Like `value`, but a number keeps its digits: past 2^53 a rounded cursor would lead elsewhere. */
  exactValue(index: number): Value {
    return this.page.envelopeDigits(index) ?? this.value(index);
  }

  private first<Told>(
    indexes: readonly number[],
    read: (value: Value) => Told | undefined,
  ): Told | undefined {
    return indexes.map((index) => read(this.value(index))).find((told) => told !== undefined);
  }
}

function countOf(value: Value): number | undefined {
  const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(count) && (count as number) >= 0 ? (count as number) : undefined;
}

function truthOf(value: Value): boolean | undefined {
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'boolean' ? value : undefined;
}
