import type { PageQuery, PageSource, Paging } from './paging';

/** Reads a window that is one page: its stream has no paginator. */
export class SinglePage implements Paging {
  readonly reads = [];
  readonly smallestPage = [];
  readonly maxRemembered = Infinity;
  readonly firstPage: PageQuery<undefined> = { parameters: [], number: 0, look: () => undefined };

  async read(source: PageSource): Promise<undefined> {
    source.seen.beginReading();
    await source.page(this.firstPage);
  }
}
