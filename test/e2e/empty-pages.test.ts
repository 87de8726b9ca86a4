import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import { expectRecords } from '../support/records';

const simulator = simulators();
const config = { start_date: '2026-09-01T00:00:00Z' };
const EMPTY = {
  kind: 'status' as const,
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"data":[],"page":{"totalPages":9,"currentPage":5,"pageSize":100,"totalElements":850}}',
};

describe('empty pages although the count says there are records', () => {
  it.each([
    ['among full pages', '5'],
    ['past a depth limit', '/^([6-9]|[0-9]{2,})$/'],
  ])('given ones %s, when read, then smaller windows read every record', async (_, page) => {
    const layout = [{ created: '2026-09-02T00:00:00Z', count: 850, stepMs: 2_000_000 }];
    const navan = await simulator({ bookings: 0, layout });
    navan.control.faults([{ match: { path: '/v1/bookings', params: { page } }, fault: EMPTY }]);
    const read = await sync(navan, { mode: 'full_refresh', config });
    expect(read.failedStreams).toEqual([]);
    expectRecords('bookings', read.records(), truth(navan));
  });

  it('given one in the middle of a stream without time windows, when read, then it fails instead of skipping records', async () => {
    const navan = await simulator({ bookings: 0, users: 450 });
    const body = EMPTY.body.replace('850', '450');
    navan.control.faults([
      { match: { path: '/v1/users', params: { page: '2' } }, fault: { ...EMPTY, body } },
    ]);
    const read = await sync(navan, { streams: ['users'] });
    expect(read.failedStreams).toEqual(['users']);
    expect(read.errors[0]?.message).toContain('Pages were empty');
  });

  it('given a response with neither records nor a count, when read, then a second response must confirm it', async () => {
    const layout = [{ created: '2026-09-02T00:00:00Z', count: 150, stepMs: 1000 }];
    const navan = await simulator({ bookings: 0, layout });
    const fault = { ...EMPTY, body: '{"data":[]}' };
    navan.control.faults([
      { match: { path: '/v1/bookings', params: { page: '0' }, nth: [1, 2, 3] }, fault },
    ]);
    const read = await sync(navan, { mode: 'full_refresh', config });
    expectRecords('bookings', read.records(), truth(navan));
  });
});
