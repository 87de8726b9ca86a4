import type { PageEnvelope } from '../envelope';
import type { PageQuery, PageSource, Paging } from './paging';

interface Facts {
  readonly stated: number | undefined;
  readonly hasNext: boolean | undefined;
}

/** Reads a window that is one page: its stream has no paginator. */
export class SinglePage implements Paging {
  readonly reads = [];
  readonly smallestPage = [];
  readonly maxRemembered = Infinity;
  readonly firstPage: PageQuery<Facts> = {
    parameters: [],
    number: 0,
    look: ({ statedRecords, hasNext }: PageEnvelope) => ({ stated: statedRecords, hasNext }),
  };

  async read(source: PageSource): Promise<undefined> {
    source.seen.beginReading();
    const { facts, recordCount } = await source.page(this.firstPage);
    const { stated = 0, hasNext } = facts ?? {};
    if (hasNext === true || stated > recordCount)
      throw source.failure('pages-unnamed', `${String(recordCount)} records on the only page`);
  }
}
