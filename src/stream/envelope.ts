import type { ReadField } from '../manifest/expressions/scope';
import type { Value } from '../manifest/expressions/value';
import type { StreamModel } from '../manifest/model';
import type { ScannedPage } from './records/scanned-page';

/** What an answer says about itself, outside of its records: how many rows there are, what follows. */
export class Envelope {
  /** The ways to the values, for the plan by which pages are scanned. */
  readonly paths: readonly (readonly string[])[];
  private readonly total: number | undefined;
  private readonly more: number | undefined;
  private readonly stop: number;

  constructor({ paginator, extension }: StreamModel) {
    const { next, stop } =
      paginator.kind === 'token'
        ? { next: paginator.next.reads, stop: paginator.stop.reads }
        : { next: [], stop: [] };
    const paths = [...next, ...stop];
    const indexOf = (path: readonly string[] | undefined): number | undefined =>
      path && paths.push(path) - 1;
    this.total = indexOf(extension.totalRows);
    this.more = indexOf(extension.hasNext);
    this.stop = next.length;
    this.paths = paths;
  }

  /** How many rows there are in all, if the answer says so in a usable number. */
  totalRows(page: ScannedPage): number | undefined {
    const value = valueOf(page, this.total);
    return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
  }

  /** Whether the answer says that another page follows; undefined where it does not say. */
  hasNext(page: ScannedPage): boolean | undefined {
    const value = valueOf(page, this.more);
    if (value === 'true' || value === 'false') return value === 'true';
    return typeof value === 'boolean' ? value : undefined;
  }

  /** What the template of the next page's token reads. A number keeps its digits: past 2^53 it would lead elsewhere. */
  forNext(page: ScannedPage): ReadField {
    return (read) => page.envelopeDigits(read) ?? lateOf(page, read);
  }

  forStop(page: ScannedPage): ReadField {
    return (read) => lateOf(page, this.stop + read);
  }
}

function valueOf(page: ScannedPage, index: number | undefined): unknown {
  return index === undefined ? undefined : page.envelope(index);
}

function lateOf(page: ScannedPage, index: number): Value {
  return (page.envelope(index) as Value | undefined) ?? null;
}
