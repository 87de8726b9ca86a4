import type { Fault, Simulator } from '../../simulator';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import { expectRecords } from '../support/records';
import { shortLimits } from '../support/short-limits';

/** Part of the API, or all of it, fails on every request. */

const simulator = simulators();
const json = { 'content-type': 'application/json' };
const start_date = `${new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`;
const world = {
  bookings: 0,
  layout: [{ created: start_date, count: 260, stepMs: 30_000_000 }],
  users: 20,
  transactions: 6,
};
const STREAMS = ['bookings', 'transactions', 'users'];

const answer = (body: string, headers: object, status = 200): Fault['fault'] => ({
  kind: 'status',
  status,
  headers: { ...headers },
  body,
});

const KINDS: readonly (readonly [string, Fault['fault'], string])[] = [
  ['a maintenance page with status 200', { kind: 'html' }, 'web page'],
  ['a page for people that is declared as JSON', answer('<html>down</html>', json), 'web page'],
  ['JSON under text/plain', { kind: 'mislabelled', contentType: 'text/plain' }, 'not declared'],
  ['no body', { kind: 'empty' }, 'the body is empty'],
  ['no rows where they were promised', answer('{"data":null,"content":null}', json), 'an array of'],
  ['JSON that ends early', { kind: 'malformed' }, 'malformed'],
  ['other JSON', answer('{"status":"maintenance"}', json), 'an array of records'],
  ['HTTP 500', { kind: 'status', status: 500 }, 'HTTP 500'],
  ['HTTP 503 in HTML', answer('<html>down</html>', { 'content-type': 'text/html' }, 503), '503'],
  ['a connection that is closed', { kind: 'reset' }, 'closed before the response'],
];

const failing = (path: string, fault: Fault['fault']): Fault => ({ match: { path }, fault });

/** Number of requests under a path. */
const asked = (navan: Simulator, path: string): number =>
  navan.control.requests().filter((request) => request.path.startsWith(path)).length;

describe.each(KINDS)('an endpoint that always returns %s', (_, fault, said) => {
  it('given bookings, when read with other streams, then they end at once, with a warning first and an error that names the response', async () => {
    const navan = await simulator(world);
    navan.control.faults([failing('/v1/bookings', fault)]);
    const read = await sync(navan, { streams: STREAMS, config: { start_date } });
    expect(read.failedStreams).toEqual(['bookings']);
    expect(read.statuses('bookings').at(-1)).toBe('INCOMPLETE');
    const [error] = read.errors;
    expect(read.errors).toHaveLength(1);
    expect(error?.message).toContain(said);
    expect(error?.message).toContain('/v1/bookings');
    expect(error?.failureType).toBe('transient_error');
    expect(read.warnings('A part of this stream fails; sending test requests')).toHaveLength(1);
    expect(asked(navan, '/v1/bookings')).toBeLessThanOrEqual(30);
    expect(read.records('users')).toHaveLength(20);
    expect(read.records('transactions')).toHaveLength(truth(navan, 'transactions').length);
  });

  it('given all transaction types, when read with other streams, then at most thirty requests are sent', async () => {
    const navan = await simulator(world);
    const paths = new Set(
      ['card-transactions', 'connect-transactions', 'manual-transactions', 'repayments']
        .concat(['fees', 'adjustments', 'daily-rebates', 'disputes'])
        .map((type) => `/v1/expense/${type}`),
    );
    navan.control.faults([...paths].map((path) => failing(path, fault)));
    const read = await sync(navan, { streams: STREAMS, config: { start_date } });
    expect(read.failedStreams).toEqual(['transactions']);
    expect(read.errors[0]?.message).toContain(said);
    expect(asked(navan, '/v1/expense')).toBeLessThanOrEqual(30);
    expect(read.records()).toHaveLength(truth(navan).length);
  });
});

it.each(['card-transactions', 'fees', 'disputes'])(
  'given one type, %s, that always returns a web page, when only transactions are read, then the other types are read',
  async (type) => {
    const navan = await simulator(world);
    navan.control.faults([failing(`/v1/expense/${type}`, { kind: 'html' })]);
    const read = await sync(navan, { streams: ['transactions'], config: { start_date } });
    expect(read.failedStreams).toEqual(['transactions']);
    expect(read.errors[0]?.message).toContain(type);
    expect(asked(navan, `/v1/expense/${type}`)).toBeLessThanOrEqual(30);
    const sources = new Set(
      read.records('transactions').map((text) => /"transaction_source":"([^"]+)"/.exec(text)?.[1]),
    );
    expect(sources.size).toBe(7);
    expect(sources).not.toContain(type);
  },
);

/** Long enough for a slow machine to see the API recover. */
const PATIENT = { ...shortLimits, maxBreakerWaitMs: 10_000 };

describe('an API that is completely down', () => {
  it.each([
    ['every path returns a web page', '/v1/bookings', { kind: 'html' } as const],
    ['the token endpoint returns a web page', '/ta-auth/oauth/token', { kind: 'html' } as const],
    ['the token endpoint returns other JSON', '/ta-auth/oauth/token', answer('{}', json)],
    ['the token endpoint returns no body', '/ta-auth/oauth/token', { kind: 'empty' } as const],
  ])(
    'given that %s, when read, then the breaker waits, ends the sync, and no window is split',
    async (_, path, fault) => {
      const navan = await simulator(world);
      navan.control.faults([failing(path, fault)]);
      const read = await sync(navan, { config: { start_date } });
      expect(read.failedStreams).toEqual(['bookings']);
      expect(read.errors[0]?.code).toBe('breaker-open');
      expect(read.warnings('keeps failing; requests are on hold')).toHaveLength(1);
      expect(read.warnings('splitting it in two')).toHaveLength(0);
    },
  );

  it('given only users, which have no time windows, when read, then the breaker waits too', async () => {
    const navan = await simulator(world);
    navan.control.faults([failing('/v1/users', { kind: 'status', status: 503 })]);
    const read = await sync(navan, { streams: ['users'] });
    expect(read.errors[0]?.code).toBe('breaker-open');
    navan.control.faults([{ match: { path: '/v1/users', times: 40 }, fault: { kind: 'html' } }]);
    const next = await sync(navan, { streams: ['users'], limits: PATIENT });
    expect(next.failedStreams).toEqual([]);
    expect(next.records('users')).toHaveLength(20);
  });

  it.each(['/v1/bookings', '/ta-auth/oauth/token'])(
    'given that %s and recovers after a while, when read, then everything is read and no window is split',
    async (path) => {
      const navan = await simulator(world);
      navan.control.faults([{ match: { path, times: 40 }, fault: { kind: 'html' } }]);
      const read = await sync(navan, { config: { start_date }, limits: PATIENT });
      expect(read.failedStreams).toEqual([]);
      expectRecords('bookings', read.records(), truth(navan));
      expect(read.warnings('splitting it in two')).toHaveLength(0);
    },
  );
});

describe('unreadable time ranges', () => {
  const seconds = (iso: string): number => Date.parse(iso) / 1000;
  const config = { start_date: '2026-08-01T00:00:00Z' };
  const layout = [
    { created: '2026-08-10T00:00:00Z', count: 30 },
    { created: '2026-09-01T00:00:00Z', count: 250, stepMs: 10_000_000 },
    { created: '2026-10-10T00:00:00Z', count: 30 },
  ];

  /** Every request that covers a second between `from` and `to` fails. */
  const broken = async (from: string, to: string, streams: readonly string[]) => {
    const navan = await simulator({ bookings: 0, layout, users: 5 });
    navan.control.faults([
      {
        match: { path: '/v1/bookings', touches: [seconds(from), seconds(to)] },
        fault: { kind: 'html' },
      },
    ]);
    return [navan, await sync(navan, { mode: 'full_refresh', config, streams })] as const;
  };

  it.each([
    ['in the middle of a month', '2026-09-12T10:00:00Z', '2026-09-12T10:00:00Z'],
    ['at the beginning of a month', '2026-09-01T00:00:02Z', '2026-09-01T00:00:02Z'],
    ['at the end of a month', '2026-09-30T23:59:57Z', '2026-09-30T23:59:57Z'],
    ['of three days', '2026-09-12T10:00:00Z', '2026-09-15T10:00:00Z'],
    ['that span the first half of a month', '2026-09-01T00:00:01Z', '2026-09-15T00:00:00Z'],
  ])(
    'given some %s, when read, then they are named, all else is read, in fewer than a thousand requests',
    async (_, from, to) => {
      for (const streams of [['bookings'], ['bookings', 'users']]) {
        const [navan, read] = await broken(from, to, streams);
        expect(read.failedStreams).toEqual(['bookings']);
        expect(read.errors[0]?.code).toBe('windows-unread');
        expect(read.errors[0]?.message).toContain('2026-09');
        expect(read.warnings('splitting it in two')).toHaveLength(1);
        const created = (text: string): number =>
          seconds((JSON.parse(text) as { created: string }).created);
        const outside = truth(navan).filter(
          (text) => created(text) < seconds(from) - 2 || created(text) > seconds(to) + 2,
        );
        const sent = new Set(read.records());
        expect(outside.filter((text) => !sent.has(text))).toHaveLength(0);
        expect(navan.control.stats().requests).toBeLessThan(1000);
        expect(read.cursor('2026-08')).toBeDefined();
        expect(read.cursor('2026-09')).toBeUndefined();
        expect(read.cursor('2026-10')).toBeDefined();
      }
    },
  );

  it('given an unreadable month, when other months are readable, then it is named as a whole after few requests', async () => {
    const navan = await simulator({ bookings: 0, layout });
    // 1788220799 to 1790812799: windows that begin in September or one second earlier, and its end.
    const begin = '/^(17882207|1788(2[3-9]|[3-9])|1789|17900|1790[1-7])/';
    const end = { createdFrom: '1790812799', createdTo: '1790812800' };
    navan.control.faults(
      [{ createdFrom: begin }, end].map((params) => ({
        match: { path: '/v1/bookings', params },
        fault: { kind: 'html' },
      })),
    );
    const read = await sync(navan, { mode: 'full_refresh', config });
    expect(read.failedStreams).toEqual(['bookings']);
    const message = read.errors[0]?.message ?? '';
    expect(message).toContain('2026-08-31T23:59:59Z to 2026-10-01T00:00:00Z');
    expect(navan.control.stats().requests).toBeLessThan(60);
  });

  it.each([['bookings'], ['bookings', 'users']])(
    'given an unreadable first month, when %s are read, then the others are read and the error names that month',
    async (...streams) => {
      const navan = await simulator({ bookings: 0, layout, users: 5 });
      const first = { start_date: '2026-09-01T00:00:00Z' };
      const createdFrom = '/^(17882207|1788(2[3-9]|[3-9])|1789|17900|1790[1-7])/';
      const end = { createdFrom: '1790812799', createdTo: '1790812800' };
      navan.control.faults(
        [{ createdFrom }, end].map((params) => ({
          match: { path: '/v1/bookings', params },
          fault: { kind: 'status', status: 500 },
        })),
      );
      const read = await sync(navan, { mode: 'full_refresh', config: first, streams });
      expect(read.failedStreams).toEqual(['bookings']);
      expect(read.errors[0]?.message).toContain('2026-09');
      for (const month of ['2026-10', '2026-11']) expect(read.cursor(month)).toBeDefined();
      expect(read.records()).toHaveLength(30);
    },
  );

  it('given bookings that fail permanently after their first month, when read with other streams, then few requests are sent', async () => {
    const navan = await simulator({ bookings: 0, layout, users: 5 });
    navan.control.faults([
      { match: { path: '/v1/bookings', from: 2 }, fault: { kind: 'status', status: 500 } },
    ]);
    const years = { start_date: '2024-01-01T00:00:00Z' };
    const read = await sync(navan, {
      mode: 'full_refresh',
      config: years,
      streams: ['bookings', 'users'],
    });
    expect(read.failedStreams).toEqual(['bookings']);
    expect(read.errors[0]?.message).toContain('/v1/bookings');
    // Up to four months were in flight.
    expect(navan.control.stats().requests).toBeLessThan(80);
  });

  it('given transactions with an endless next cursor on every day, when read, then the read ends in bounded time', async () => {
    const navan = await simulator({ bookings: 0, transactions: 5 });
    let turn = 0;
    navan.control.faults(
      Array.from({ length: 3000 }, () => ({
        match: { path: '/v1/expense/fees', times: 1 },
        fault: answer(`{"content":[],"next_cursor":"${String(turn++)}","has_next":true}`, json),
      })),
    );
    const read = await sync(navan, { streams: ['transactions'], config: { start_date } });
    expect(read.failedStreams).toEqual(['transactions']);
    expect(read.errors[0]?.message).toContain('fees');
    expect(asked(navan, '/v1/expense/fees')).toBeLessThan(400);
  });

  it('given responses that promise a next page without naming it, when read, then the error says so', async () => {
    const navan = await simulator({ bookings: 0, transactions: 5 });
    const body = '{"content":[{"id":"1"}],"next_cursor":null,"has_next":true}';
    navan.control.faults([failing('/v1/expense/fees', answer(body, json))]);
    const read = await sync(navan, { streams: ['transactions'], config: { start_date } });
    expect(read.failedStreams).toEqual(['transactions']);
    expect(read.errors[0]?.message).toContain('promises a next page');
    expect(read.records('transactions').filter((text) => text.includes('"fees"'))).toEqual([]);
    expect(asked(navan, '/v1/expense/fees')).toBeLessThanOrEqual(30);
  });
});
