import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';

const simulator = simulators();
const config = { start_date: '2026-09-01T00:00:00Z', advanced: {} };
const s = (iso: string): string => String(Date.parse(iso) / 1000);

describe('zz review', () => {
  it('A: row in the shared second of a split month', async () => {
    const navan = await simulator({ bookings: 0, layout: [
      { created: '2026-09-30T23:59:59Z', count: 1 },
      { created: '2026-10-01T00:00:05Z', count: 330, stepMs: 7_500_000 },
    ] });
    const oct = { createdFrom: String(Number(s('2026-10-01T00:00:00Z')) - 1), createdTo: s('2026-11-01T00:00:00Z') };
    const sep = { createdFrom: String(Number(s('2026-09-01T00:00:00Z')) - 1), createdTo: s('2026-10-01T00:00:00Z') };
    navan.control.faults([
      { match: { path: '/v1/bookings', page: 3, params: oct }, fault: { kind: 'status', status: 500 } },
      { match: { path: '/v1/bookings', params: sep }, fault: { kind: 'delay', ms: 1500 } },
    ]);
    const read = await sync(navan, { mode: 'full_refresh', config });
    console.log('A', read.failedStreams, read.records().length, truth(navan).length);
    const got = new Set(read.records());
    console.log('A missing', truth(navan).filter((t) => !got.has(t)).map((t) => JSON.parse(t).created));
  });

  it('B: pages deeper than 50 are empty', async () => {
    const navan = await simulator({ bookings: 0, layout: [
      { created: '2026-10-01T00:00:05Z', count: 8000, stepMs: 300_000 },
    ] });
    const empties = Array.from({ length: 40 }, (_, n) => ({ match: { path: '/v1/bookings', page: 50 + n, params: { createdFrom: String(Number(s('2026-10-01T00:00:00Z')) - 1)} },
      fault: { kind: 'malformed' as const, body: JSON.stringify({ data: [], page: { totalPages: 80, currentPage: 50 + n, pageSize: 100, totalElements: 8000 } }) } }));
    navan.control.faults(empties);
    const read = await sync(navan, { mode: 'full_refresh', config });
    console.log('B', read.failedStreams, read.records().length, truth(navan).length, read.warnings(''), read.cursor('2026-10'));
  });

  it('B2: one page in the middle is empty', async () => {
    const navan = await simulator({ bookings: 0, layout: [
      { created: '2026-10-01T00:00:05Z', count: 6000, stepMs: 400_000 },
    ] });
    navan.control.faults([{ match: { path: '/v1/bookings', page: 5, params: { createdFrom: String(Number(s('2026-10-01T00:00:00Z')) - 1)} },
      fault: { kind: 'malformed' as const, body: JSON.stringify({ data: [], page: { totalPages: 60, currentPage: 5, pageSize: 100, totalElements: 6000 } }) } }]);
    const read = await sync(navan, { mode: 'full_refresh', config });
    console.log('B2', read.failedStreams, read.records().length, truth(navan).length, read.warnings(''), read.cursor('2026-10'));
  });

  it('F: created is a number', async () => {
    const navan = await simulator({ bookings: 0 });
    navan.control.insert('bookings', [{ uuid: 'n', created: '2026-10-03T00:00:00Z', lastModified: '2026-10-03T00:00:00Z' }]);
    navan.control.faults([{ match: { path: '/v1/bookings' }, fault: { kind: 'replace', find: '"created":"2026-10-03T00:00:00Z"', by: '"created":1790985600' } }]);
    const read = await sync(navan, { mode: 'full_refresh', config });
    console.log('F', read.failedStreams, read.records().length, read.output.errors.map(({ error }) => error.message));
  });

  it('G: start_date earlier', async () => {
    const navan = await simulator({ bookings: 0, layout: [{ created: '2026-09-02T00:00:00Z', count: 5 }, { created: '2026-09-20T00:00:00Z', count: 5 }] });
    const one = await sync(navan, { config: { start_date: '2026-09-15T00:00:00Z' } });
    const two = await sync(navan, { config, state: one.states });
    const got = new Set([...one.ids(), ...two.ids()]);
    console.log('G', one.ids().length, two.ids().length, got.size, two.output.lines);
  });

  it('E: 429 for ever', async () => {
    const navan = await simulator({ bookings: 0 });
    navan.control.faults([{ match: { path: '/v1/bookings' }, fault: { kind: 'status', status: 429, headers: { 'Retry-After': '0' } } }]);
    const started = Date.now();
    const read = await sync(navan, { mode: 'full_refresh', config: { start_date: '2026-08-01T00:00:00Z', advanced: {max_concurrency: 2} } });
    const n = navan.control.requests().filter(({ path }) => path === '/v1/bookings').length;
    console.log('E', read.failedStreams, n, Date.now() - started, read.output.errors.map(({ error }) => error.message.slice(0, 200)));
  }, 120000);
});
