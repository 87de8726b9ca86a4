import type { Simulator } from '../../simulator';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import type { ConnectorRun } from '../support/connector-run';
import { expectRecords } from '../support/records';

const simulator = simulators();
const config = { start_date: '2026-08-01T00:00:00Z' };
const layout = [
  { created: '2026-08-20T00:00:00Z', count: 3 },
  { created: '2026-09-01T00:00:00Z', count: 230, stepMs: 10_000_000 },
];
const september = { path: '/v1/bookings', params: { createdFrom: '/^178822079\\d$/' } };

async function readWith(
  by: string,
  find = '"totalElements":230',
): Promise<[Simulator, ConnectorRun]> {
  const navan = await simulator({ bookings: 0, layout });
  navan.control.faults([{ match: september, fault: { kind: 'replace', find, by } }]);
  return [navan, await sync(navan, { mode: 'full_refresh', config })];
}

describe('a wrong record count', () => {
  it.each([
    ['too small', '"totalElements":5', 1],
    ['zero', '"totalElements":0', 1],
    ['one too small', '"totalElements":229', 1],
    ['one too large', '"totalElements":231', 1],
    ['too large', '"totalElements":900', 0],
    ['far too large', '"totalElements":12000', 0],
    ['absurd', '"totalElements":9007199254740991', 0],
    ['beyond the integer range', '"totalElements":1e300', 0],
  ])(
    'given one that is %s, when read, then every record is sent once; two passes that agree overrule it, with a warning',
    async (_, by, warnings) => {
      const [navan, read] = await readWith(by);
      expect(read.failedStreams).toEqual([]);
      expectRecords('bookings', read.records(), truth(navan));
      expect(read.warnings('states another record count')).toHaveLength(warnings);
      expect(navan.control.stats().requests).toBeLessThan(100);
    },
  );

  it.each([
    ['negative', '"totalElements":-1'],
    ['a string', '"totalElements":"230"'],
    ['a fraction', '"totalElements":230.5'],
    ['null', '"totalElements":null'],
    ['absent', '"elements":230'],
  ])(
    'given one that is %s, when read, then pages are read until one is empty and every record is sent once',
    async (_, by) => {
      const [navan, read] = await readWith(by);
      expect(read.failedStreams).toEqual([]);
      expectRecords('bookings', read.records(), truth(navan));
      expect(navan.control.stats().requests).toBeLessThan(30);
    },
  );

  it('given responses without the object that has the count, when read, then every record is sent once', async () => {
    const [navan, read] = await readWith('"paging":{', '"page":{');
    expect(read.failedStreams).toEqual([]);
    expectRecords('bookings', read.records(), truth(navan));
  });

  it('given one page with a different count, when read, then the month is re-read and every record is sent once', async () => {
    const navan = await simulator({ bookings: 0, layout });
    const match = { ...september, page: 1, nth: 1 };
    navan.control.faults([
      { match, fault: { kind: 'replace', find: '"totalElements":230', by: '"totalElements":231' } },
    ]);
    const read = await sync(navan, { mode: 'full_refresh', config });
    expectRecords('bookings', read.records(), truth(navan));
    expect(read.warnings('states another record count')).toHaveLength(0);
  });
});

describe('an API that repeats a page past the end', () => {
  it.each([230, 5000, 1_000_000])(
    'given that and a count of %i, when read, then every record is sent once, in bounded time',
    async (stated) => {
      const navan = await simulator({ bookings: 0, layout });
      const [row = ''] = truth(navan).slice(-1);
      const body = `{"data":[${row}],"page":{"totalElements":${String(stated)}}}`;
      const headers = { 'content-type': 'application/json' };
      navan.control.faults([
        {
          match: { path: '/v1/bookings', params: { page: '/^([3-9]|[0-9]{2,})$/' } },
          fault: { kind: 'status', status: 200, headers, body },
        },
        {
          match: { path: '/v1/bookings' },
          fault: {
            kind: 'replace',
            find: '"totalElements":230',
            by: `"totalElements":${String(stated)}`,
          },
        },
      ]);
      const read = await sync(navan, { mode: 'full_refresh', config });
      expect(read.failedStreams).toEqual([]);
      expectRecords('bookings', read.records(), truth(navan));
      expect(navan.control.stats().requests).toBeLessThan(1000);
    },
  );
});

describe('a next cursor that leads nowhere', () => {
  it('given one type whose cursor repeats, when read, then the error names it and the other types are read', async () => {
    const navan = await simulator({ bookings: 0, transactions: 20 });
    const body = '{"content":[{"id":"1"}],"next_cursor":"x","has_next":true}';
    const headers = { 'content-type': 'application/json' };
    navan.control.faults([
      {
        match: { path: '/v1/expense/fees' },
        fault: { kind: 'status', status: 200, headers, body },
      },
    ]);
    const read = await sync(navan, { streams: ['transactions'] });
    expect(read.failedStreams).toEqual(['transactions']);
    expect(read.errors).toHaveLength(1);
    expect(read.errors[0]?.message).toContain('fees');
    expect(read.cursor('fees', 'transactions')).toBeUndefined();
    expect(read.cursor('disputes', 'transactions')).toBeDefined();
    expect(read.records('transactions').filter((text) => text.includes('"fees"'))).toHaveLength(1);
  });
});
