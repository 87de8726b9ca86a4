import { CLIENT_ERRORS } from '../../src/errors/client-errors';
import type { Fault } from '../../simulator/faults/fault';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';

const simulator = simulators();

const refused = (status: number): Fault['fault'] => ({
  kind: 'status',
  status,
  headers: { 'Content-Type': 'application/json', 'X-Request-Id': 'abc-1' },
  body: '{"message":"The cursor has expired"}',
});
const FEES = '/v1/expense/fees';
const fees = { transaction_types: ['fees'], start_date: '2026-01-01T00:00:00Z' };

describe('a rejected page whose address came from the API', () => {
  it.each([400, 404, 410])(
    'given HTTP %i on the second page once, when read, then the window restarts and each record is sent once',
    async (status) => {
      const navan = await simulator({ transactions: 1100 });
      navan.control.faults([{ match: { path: FEES, nth: 2, times: 1 }, fault: refused(status) }]);
      const read = await sync(navan, { streams: ['transactions'], config: fees });
      expect(read.failedStreams).toEqual([]);
      const ids = read.ids('transactions', 'id');
      expect(ids).toHaveLength(truth(navan, 'fees').length);
      expect(new Set(ids).size).toBe(ids.length);
      const calls = navan.control.requests().filter(({ path }) => path === FEES);
      expect(calls.filter(({ params }) => params['cursor'] === undefined)).toHaveLength(2);
    },
  );

  it('given it in every pass, when read, then the error is transient, quotes the API, and other types are read', async () => {
    const navan = await simulator({ transactions: 1100 });
    const second = [2, 4, 6].map((nth): Fault => ({
      match: { path: FEES, nth },
      fault: refused(400),
    }));
    navan.control.faults(second);
    const config = { ...fees, transaction_types: ['fees', 'adjustments'] };
    const read = await sync(navan, { streams: ['transactions'], config });
    expect(read.failedStreams).toEqual(['transactions']);
    const [error] = read.errors;
    expect(error?.code).toBe('page-expired');
    expect(error?.failureType).toBe('transient_error');
    expect(error?.message).toContain(
      'HTTP 400, "The cursor has expired", request id x-request-id abc-1',
    );
    expect(navan.control.requests().filter(({ path }) => path === FEES)).toHaveLength(4);
    const others = read.records('transactions').filter((row) => row.includes('"adjustments"'));
    expect(others.length).toBeGreaterThanOrEqual(truth(navan, 'adjustments').length);
  });

  it('given a numbered page that is rejected once, when read, then the window restarts', async () => {
    const navan = await simulator({
      layout: [{ created: '2026-10-05T00:00:00Z', count: 250, stepMs: 1000 }],
    });
    navan.control.faults([
      { match: { path: '/v1/bookings', page: 1, times: 1 }, fault: refused(400) },
    ]);
    const read = await sync(navan);
    expect(read.failedStreams).toEqual([]);
    expect(new Set(read.ids()).size).toBe(250);
    expect(read.ids()).toHaveLength(250);
  });

  it('given a first page that is rejected, when read, then the window does not restart', async () => {
    const navan = await simulator({ transactions: 20 });
    navan.control.faults([{ match: { path: FEES }, fault: refused(400) }]);
    const read = await sync(navan, { streams: ['transactions'], config: fees });
    expect(read.errors[0]?.code).toBe('request-refused');
    expect(read.errors[0]?.message).toContain('"The cursor has expired"');
    // With line items, again, and without them.
    expect(navan.control.requests().filter(({ path }) => path === FEES)).toHaveLength(3);
  });
});

describe('a temporary refusal', () => {
  it.each([409, 421, 423, 425])(
    'given HTTP %i once, when read, then no record is missing',
    async (status) => {
      const navan = await simulator({ bookings: 20 });
      navan.control.faults([{ match: { path: '/v1/bookings', nth: 1 }, fault: refused(status) }]);
      const read = await sync(navan);
      expect(read.failedStreams).toEqual([]);
      expect(new Set(read.ids()).size).toBe(20);
    },
  );

  it('given it on every request, when read, then the error is transient', async () => {
    const navan = await simulator({ users: 20 });
    navan.control.faults([{ match: { path: '/v1/users' }, fault: refused(409) }]);
    const read = await sync(navan, { streams: ['users'] });
    const [error] = read.errors;
    expect(error?.code).toBe('endpoint-failing');
    expect(error?.message).toContain(CLIENT_ERRORS['not-now'].title);
    expect(error?.failureType).toBe('transient_error');
    // Two requests for the page, two to check whether the endpoint responds at all.
    expect(navan.control.requests().filter(({ path }) => path === '/v1/users')).toHaveLength(4);
  });
});
