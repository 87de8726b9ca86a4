import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import { expectRecords } from '../support/records';

const simulator = simulators();
const config = { start_date: '2026-09-01T00:00:00Z' };
const layout = [{ created: '2026-09-02T00:00:00Z', count: 250, stepMs: 7_500_000 }];

describe('numbered pages that differ from those requested', () => {
  it.each([
    ['rows tie in the order of the API', 'loose'],
    ['a cache answers every page with the first', 'stuck'],
    ['pages count from 1', 'fromOne'],
  ] as const)(
    'given that %s, when bookings are read, then every record is sent once and the count is not blamed',
    async (_, paging) => {
      const navan = await simulator({ bookings: 0, layout, paging });
      const read = await sync(navan, { mode: 'full_refresh', config });
      expect(read.failedStreams).toEqual([]);
      expectRecords('bookings', read.records(), truth(navan));
      expect(read.warnings('another record count')).toHaveLength(0);
      expect(navan.control.stats().requests).toBeLessThan(80);
    },
  );

  it.each(['loose', 'stuck'] as const)(
    'given %s pages of a stream without time windows, when read, then it fails and says that records are missing',
    async (paging) => {
      const navan = await simulator({ users: 250, bookings: 0, paging });
      const read = await sync(navan, { streams: ['users'] });
      expect(read.failedStreams).toEqual(['users']);
      expect(read.errors[0]?.message).toContain('repeated records across pages');
      expect(read.errors[0]?.failureType).toBe('transient_error');
    },
  );

  it.each(['bookings', 'users'])(
    'given a record of %s twice on one page and in the count, when read, then the count is reported as wrong and no record is missing',
    async (stream) => {
      const row = '{"uuid":"a","id":"a","created":"2026-10-02T00:00:00Z"}';
      const body = `{"data":[${row},${row}],"page":{"totalElements":2}}`;
      const headers = { 'content-type': 'application/json' };
      const navan = await simulator({ bookings: 0, users: 0 });
      const path = `/v1/${stream}`;
      const past = '{"data":[],"page":{"totalElements":2}}';
      navan.control.faults([
        { match: { path, page: 0 }, fault: { kind: 'status', status: 200, headers, body } },
        { match: { path }, fault: { kind: 'status', status: 200, headers, body: past } },
      ]);
      const month = { start_date: `${new Date().toISOString().slice(0, 7)}-01T00:00:00Z` };
      const read = await sync(navan, { streams: [stream], config: month });
      expect(read.failedStreams).toEqual([]);
      expect(read.warnings('another record count')).toHaveLength(1);
      expect(navan.control.stats().requests).toBeLessThan(10);
    },
  );

  it('given a cache that returns the first page for every page, and no count, when read, then bookings are complete and users fail', async () => {
    const navan = await simulator({ bookings: 0, layout, users: 250, paging: 'stuck' });
    const paths = ['/v1/bookings', '/v1/users'];
    navan.control.faults(
      paths.map((path) => ({
        match: { path },
        fault: { kind: 'replace' as const, find: '"totalElements"', by: '"elements"' },
      })),
    );
    const read = await sync(navan, {
      mode: 'full_refresh',
      config,
      streams: ['bookings', 'users'],
    });
    expect(read.failedStreams).toEqual(['users']);
    expectRecords('bookings', read.records(), truth(navan));
  });

  it('given a full page that repeats forever with a record without a key, when read, then the read ends', async () => {
    const rows = Array.from({ length: 99 }, (_, index) => `{"id":"u${String(index)}"}`);
    const headers = { 'content-type': 'application/json' };
    for (const page of ['{}', '{"totalElements":100}']) {
      const body = `{"data":[${[...rows, '{"userName":"x"}'].join(',')}],"page":${page}}`;
      const navan = await simulator({ bookings: 0, users: 0 });
      navan.control.faults([
        { match: { path: '/v1/users' }, fault: { kind: 'status', status: 200, headers, body } },
      ]);
      await sync(navan, { streams: ['users'] });
      expect(navan.control.stats().requests).toBeLessThan(100);
    }
  });

  it('given records that tie within one second, when read, then the error names that second and the rest is read', async () => {
    const navan = await simulator({
      bookings: 0,
      paging: 'loose',
      layout: [...layout, { created: '2026-10-03T10:00:00.100Z', count: 120, stepMs: 0 }],
    });
    const read = await sync(navan, { mode: 'full_refresh', config });
    expect(read.failedStreams).toEqual(['bookings']);
    expect(read.errors[0]?.message).toContain('2026-10-03T10:00:00Z');
    expect(read.cursor('2026-09')).toBeDefined();
    expect(read.cursor('2026-10')).toBeUndefined();
    expect(read.records().length).toBeGreaterThanOrEqual(250 + 100);
  });

  it('given the same count for every window and a repeating last page, when read, then the read ends in bounded time', async () => {
    const navan = await simulator({ bookings: 0, layout, paging: 'stuck' });
    navan.control.faults(
      Array.from({ length: 251 }, (_, count) => ({
        match: { path: '/v1/bookings' },
        fault: {
          kind: 'replace' as const,
          find: `"totalElements":${String(count)}}`,
          by: '"totalElements":1000}',
        },
      })),
    );
    const read = await sync(navan, { mode: 'full_refresh', config });
    expect(read.statuses('bookings').at(-1)).toBeDefined();
    expect(navan.control.stats().requests).toBeLessThan(3000);
  });
});
