import { asSent, simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import { expectIds, expectRecords } from '../support/records';

const simulator = simulators();

describe('a full refresh of bookings', () => {
  it('given bookings of 30 months, when read, then each is sent exactly once and unchanged', async () => {
    const navan = await simulator({ seed: 3, bookings: 2500 });
    const read = await sync(navan, { mode: 'full_refresh' });
    expect(read.failedStreams).toEqual([]);
    expectRecords('bookings', read.records(), truth(navan));
    expect(read.statuses()).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
    expect(read.warnings()).toEqual([]);
  });

  it('given a company without bookings, when read, then there are no records, one checkpoint per month and COMPLETE', async () => {
    const navan = await simulator({ bookings: 0 });
    const read = await sync(navan, { mode: 'full_refresh' });
    expect(read.records()).toEqual([]);
    expect(read.states.get('bookings')).toHaveProperty('states');
    expect(read.statuses('bookings')).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
  });

  it.each([
    [0, 1],
    [1, 1],
    [99, 1],
    [100, 2],
    [101, 2],
    [200, 3],
  ])(
    'given %i bookings in a month, when read, then all are sent, in %i requests',
    async (count, requests) => {
      const layout = [{ created: '2026-09-10T08:00:00.000Z', count, stepMs: 1000 }];
      const navan = await simulator({ bookings: 0, layout });
      const read = await sync(navan, { mode: 'full_refresh' });
      expect(read.ids().length).toBe(count);
      expect(new Set(read.ids()).size).toBe(count);
      const from = String(Date.parse('2026-09-01T00:00:00Z') / 1000 - 1);
      const asked = navan.control.requests().filter(({ params }) => params['createdFrom'] === from);
      expect(asked.length).toBe(requests);
    },
  );

  it('given ties, when read, then each record is sent once', async () => {
    const layout = [{ created: '2026-09-30T23:59:59.999Z', count: 250, stepMs: 0 }];
    const navan = await simulator({ bookings: 0, layout });
    const read = await sync(navan, { mode: 'full_refresh' });
    expectRecords('bookings', read.records(), truth(navan));
  });

  it('given a start date in the middle of a month, when read, then only bookings created since then are sent', async () => {
    const navan = await simulator({ bookings: 0 });
    const at = (created: string): string =>
      JSON.stringify({ uuid: created, created, lastModified: created });
    const inside = [
      '2026-08-15T10:20:30.000Z',
      '2026-08-15T10:20:30.900Z',
      '2026-08-31T23:59:59.999Z',
      '2026-09-01T00:00:00Z',
    ];
    navan.control.insert(
      'bookings',
      [...inside, '2026-08-15T10:20:29.999Z', '2026-08-01T00:00:00Z'].map(at),
    );
    const read = await sync(navan, {
      mode: 'full_refresh',
      config: { start_date: '2026-08-15T10:20:30Z' },
    });
    expectIds('bookings', read.ids(), inside);
  });

  it('given a server whose clock says 2040, when read, then months until then are read and the log says so', async () => {
    const layout = [
      { created: '2039-12-31T23:59:59.500Z', count: 3 },
      { created: '2040-02-03T00:00:00.000Z', count: 3 },
    ];
    const navan = await simulator({ bookings: 0, layout, now: '2040-02-03T04:05:06Z' });
    const read = await sync(navan, {
      mode: 'full_refresh',
      config: { start_date: '2026-10-05T00:00:00Z' },
    });
    expectRecords('bookings', read.records(), truth(navan));
    expect(Date.parse(read.cursor('2040-02') ?? '')).toBeLessThanOrEqual(Date.now());
    expect(read.warnings("clock and the API's differ")).toHaveLength(1);
  });

  it('given bytes that parsers change, when read, then they are sent unchanged, except for half a surrogate pair', async () => {
    const navan = await simulator({ bookings: 0 });
    const created = '"created":"2026-10-05T00:00:00Z","lastModified":"2026-10-05T00:00:00Z"';
    const odd = [
      `{"uuid":"a",${created},"grandTotal":1.50,"tax":1e2,"fee":12345678901234567890,"x":-0.0,"vendor":null}`,
      `{"uuid":"b",${created},"vendor":"a\u2028b\u0085c","__proto__":{"a":1},"reason":"\\u0041\\ud800"}`,
      `{ "uuid" : "c" , ${created} , "segments" : [ ] }`,
    ];
    navan.control.insert('bookings', odd);
    const read = await sync(navan, { mode: 'full_refresh' });
    const expected = odd.map(asSent).map((text) => text.replace('\\ud800', '\\ufffd'));
    expectRecords('bookings', read.records(), expected);
  });
});

it('given a full refresh, when it progresses, then the estimate converges to the number of records', async () => {
  const navan = await simulator({ seed: 4, bookings: 1000 });
  const read = await sync(navan, { mode: 'full_refresh' });
  const estimates = read.estimates('bookings');
  expect(estimates.length).toBeGreaterThan(10);
  expect(estimates.at(-1)).toBe(1000);
});

describe('the requests of a full refresh', () => {
  it('given 2,500 bookings, when read, then there are page requests, one token request, at most two more per month, and no duplicates', async () => {
    const navan = await simulator({ seed: 4, bookings: 2500 });
    const read = await sync(navan, { mode: 'full_refresh' });
    const asked = navan.control.requests();
    const bookings = asked.filter(({ path }) => path === '/v1/bookings');
    const queries = bookings.map(({ params }) => JSON.stringify(params));
    expect(new Set(queries).size).toBe(queries.length);
    expect(asked.filter(({ path }) => path === '/ta-auth/oauth/token')).toHaveLength(1);
    const months = countBy(
      read.records().map((text) => (JSON.parse(text) as { created: string }).created.slice(0, 7)),
    );
    const pages = [...months.values()].reduce((sum, count) => sum + Math.ceil(count / 100), 0);
    const all = (read.states.get('bookings')?.['states'] as unknown[]).length;
    expect(bookings.length).toBeLessThanOrEqual(pages + 2 * all);
  });
});

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
