import type { Value } from '../manifest/expressions/value';
import type { StreamExtension } from '../manifest/model';
import type { PageEnvelope, Paging } from './paging/paging';
import type { ScannedPage } from './records/scanned-page';

/** Where the answers of a stream say something about themselves. */
export class EnvelopeReader {
  /** The ways to the values, for the plan by which pages are scanned; those of the paging come first. */
  readonly paths: readonly (readonly string[])[];
  private readonly total: number | undefined;
  private readonly more: number | undefined;

  constructor({ totalRows, hasNext }: StreamExtension, { reads }: Paging) {
    const paths = [...reads];
    const indexOf = (path: readonly string[] | undefined): number | undefined =>
      path && paths.push(path) - 1;
    this.total = indexOf(totalRows);
    this.more = indexOf(hasNext);
    this.paths = paths;
  }

  of(page: ScannedPage): PageEnvelope {
    const value = (index: number): Value => (page.envelope(index) as Value | undefined) ?? null;
    return {
      statedRecords: this.total === undefined ? undefined : countOf(value(this.total)),
      hasNext: this.more === undefined ? undefined : flagOf(value(this.more)),
      value,
      exactValue: (index) => page.envelopeDigits(index) ?? value(index),
    };
  }
}

function countOf(value: Value): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}

function flagOf(value: Value): boolean | undefined {
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'boolean' ? value : undefined;
}
