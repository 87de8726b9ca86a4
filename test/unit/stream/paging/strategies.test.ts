import { component, integer } from '../../../../src/manifest/decoders';
import { ManifestNode } from '../../../../src/manifest/manifest-node';
import {
  MAX_IDLE_PAGES,
  type PageQuery,
  type PageSource,
  type Paging,
} from '../../../../src/stream/paging/paging';
import { STRATEGIES } from '../../../../src/stream/paging/strategies';
import { ConfiguredStream } from '../../../../src/stream/configured-stream';
import { ids, modelOf, reading } from '../reading/reading';
import { rows } from '../reading/records';
import { answerTo, responseOf } from '../reading/travel-api';

/** What a new strategy needs: its part of the model, */
interface OffsetPaginatorModel {
  readonly kind: 'offset';
  readonly size: number;
}

/** a decoder, */
const offsetIncrement = component(
  'OffsetIncrement',
  { page_size: integer(1) },
  ({ page_size }): OffsetPaginatorModel => ({ kind: 'offset', size: page_size }),
);

/** a file with its loop, */
class Offsets implements Paging {
  readonly reads = [];
  readonly smallestPage = [['limit', '1']] as const;
  readonly maxRemembered = Infinity;

  constructor(private readonly size: number) {}

  get firstPage(): PageQuery<undefined> {
    return this.query(0);
  }

  async read(source: PageSource): Promise<undefined> {
    source.seen.beginReading();
    for (let number = 0, idlePages = 0; idlePages < MAX_IDLE_PAGES; number++) {
      const { recordCount, newRecords } = await source.page(this.query(number));
      if (recordCount < this.size) return;
      idlePages = newRecords === 0 ? idlePages + 1 : 0;
    }
  }

  private query(number: number): PageQuery<undefined> {
    const offset = String(number * this.size);
    return { parameters: [['offset', offset]], number, look: () => undefined };
  }
}

/** and a line in the list. */
const strategies = {
  ...STRATEGIES,
  offset: ({ size }: OffsetPaginatorModel) => new Offsets(size),
};

it('given a new strategy, when a stream that uses it is read, then all its pages are read', async () => {
  const paginator = offsetIncrement.decode(
    new ManifestNode({ type: 'OffsetIncrement', page_size: 2 }, 'paginator', {}),
  );
  const model = { ...modelOf('users'), primaryKey: 'uuid', paginator: paginator as never };
  const stream = new ConfiguredStream(model, {}, strategies);
  const asked: string[] = [];
  const outcome = await reading(
    async (request) => {
      await Promise.resolve();
      const offset = new URL(request.url).searchParams.get('offset') ?? '';
      asked.push(offset);
      const data = rows(5).slice(Number(offset), Number(offset) + 2);
      return answerTo(request, responseOf(JSON.stringify({ data })));
    },
    { model, stream },
  );
  expect(ids(outcome)).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
  expect(asked).toEqual(['0', '2', '4']);
});
