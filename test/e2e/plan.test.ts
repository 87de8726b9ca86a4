import type { States } from '../support/connector-run';
import { machineTime } from './support/machine-time';
import { plan, planned } from './support/planned';
import { simulators } from './support/simulated';
import { check, read, selected, sync } from './support/sync';

const NOW = '2026-11-24T12:00:00Z';
machineTime(NOW);
const start = simulators();

const config = { start_date: '2026-05-01T00:00:00Z' };
const ALL = ['bookings', 'transactions', 'users', 'gl_code_settings', 'sync_health'];
const MODES = { bookings: 'incremental', transactions: 'incremental', sync_health: 'incremental' };
const catalogOf = (names: readonly string[]): object => ({
  streams: names.map((name) => selected(name, name in MODES ? 'incremental' : 'full_refresh')),
});
const catalog = catalogOf(ALL);

const layout = [
  { created: '2026-06-03T10:00:00Z', count: 250, stepMs: 60_000 },
  { created: '2026-10-03T10:00:00Z', count: 100, stepMs: 60_000 },
];
const company = { layout, users: 30, transactions: 40, now: NOW };

/** Every cursor of every stream, moved back. */
function daysAgo(states: States, days: number): States {
  const move = (key: string, value: unknown): unknown =>
    key === 'lastModified' || key === 'modified_timestamp'
      ? new Date(Date.parse(String(value)) - days * 86_400_000).toISOString()
      : value;
  return new Map(JSON.parse(JSON.stringify([...states], move)) as [string, never][]);
}

const FIRST_SYNC = `\
The next sync, if it begins now (2026-11-24 12:00 UTC):

stream            due       requests  why
bookings          7 of 7  at least 7  never read
transactions      8 of 8  at least 8  never read
users             1 of 1  at least 1  read whole at every sync
gl_code_settings  1 of 1           1  read whole at every sync
sync_health       -                0  written without requests

Requests: at least 17, and 1 for a token. The state does not have all record counts; --ask requests them.
Time: at least 1 s without a rate limit (computed with 150 ms a response, 4 at once); at least 2 s with a limit of 20 requests a second; at least 5 s with a limit of 5 requests a second.

The state covers nothing yet.

transactions: changes before 2026-09-01 are too old to read.
transactions: changes after 2026-09-01 begin to be lost on 2026-12-01 if no sync runs before.
`;

describe('given no state, when a sync is planned', () => {
  it('then nothing is requested, and a person reads what is due', async () => {
    const navan = await start(company);
    const { code, stdout, stderr } = await plan(navan, { catalog, config });
    expect([code, stderr, navan.control.requests()]).toEqual([0, '', []]);
    expect(stdout).toBe(FIRST_SYNC);
  });

  it('given --ask, then one small request per part that needs it finds the counts', async () => {
    const navan = await start(company);
    const { streams, sync: whole } = await planned(navan, { catalog, config }, '--ask');
    const sent = navan.control.requests().filter(({ path }) => path.startsWith('/v1/'));
    expect(sent).toHaveLength(7 + 8 + 1);
    expect(new Set(sent.map(({ params }) => params['size'] ?? params['page_size']))).toEqual(
      new Set(['1']),
    );
    const months = streams.get('bookings')?.parts ?? [];
    expect(months.map(({ part, request_count_min: min }) => [part, min])).toEqual([
      ['2026-05', 1],
      ['2026-06', 3],
      ['2026-07', 1],
      ['2026-08', 1],
      ['2026-09', 1],
      // A full page is never taken for the last one.
      ['2026-10', 2],
      ['2026-11', 1],
    ]);
    expect(months[1]).toMatchObject({ record_count: 250, record_count_source: 'api' });
    expect(streams.get('bookings')?.request_count_max).toBe(10);
    expect(streams.get('users')?.request_count_max).toBe(1);
    // The API states no totals of transactions.
    expect(streams.get('transactions')).toMatchObject({
      request_count_min: 8,
      request_count_max: null,
    });
    expect(whole).toMatchObject({ request_count_min: 20, token_request_count: 1 });
  });

  it('given --ask and expense types without transactions, then one request each is all', async () => {
    const navan = await start({ ...company, transactions: 0 });
    const { streams } = await planned(navan, { catalog, config }, '--ask');
    expect(streams.get('transactions')?.request_count_max).toBe(8);
  });
});

describe('given the state of a sync, when the next one is planned', () => {
  it('then months that ended over 90 days ago are not due, and counts are remembered', async () => {
    const navan = await start(company);
    const { states: state } = await sync(navan, { streams: ALL, config });
    navan.control.resetLog();
    const { streams, sync: whole } = await planned(navan, { catalog, config, state });
    expect(navan.control.requests()).toEqual([]);
    const months = streams.get('bookings')?.parts ?? [];
    expect(months.map(({ reason }) => reason)).toEqual([
      ...[null, null, null],
      ...['recent', 'recent', 'recent', 'recent'],
    ]);
    expect(months[1]).toMatchObject({ record_count: 250, request_count_max: 0 });
    const upcoming = { request_count_min: 1, request_count_max: 3 };
    expect(streams.get('bookings')).toMatchObject({
      request_count_min: 6,
      request_count_max: 8,
      upcoming_trips: upcoming,
    });
    expect(whole.token_request_count).toBe(0);
  });

  it('then a shorter window of changes may need fewer requests than the last one', async () => {
    const navan = await start({ ...company, transactions: 520 });
    const { states: state } = await sync(navan, { streams: ALL, config });
    const { streams } = await planned(navan, { catalog, config, state });
    expect(streams.get('transactions')).toMatchObject({
      request_count_min: 8,
      request_count_max: 16,
    });
    navan.control.resetLog();
    await read(navan.config(config), catalogOf(['transactions']), state);
    expect(navan.control.stats().requests).toBe(8);
  });

  it('then bookings of the last second before a month may cost it a page more', async () => {
    const edges = [
      { created: '2026-09-30T23:59:59Z', count: 1 },
      { created: '2026-10-03T10:00:00Z', count: 99, stepMs: 60_000 },
    ];
    const navan = await start({ ...company, layout: edges });
    const { states: state } = await sync(navan, { streams: ['bookings'], config });
    const { streams } = await planned(navan, { catalog: catalogOf(['bookings']), config, state });
    const october = streams.get('bookings')?.parts.find(({ part }) => part === '2026-10');
    expect(october).toMatchObject({ record_count: 99, request_count_max: 1 });
    navan.control.resetLog();
    await read(navan.config(config), catalogOf(['bookings']), state);
    const since = String(Date.parse('2026-09-30T23:59:59Z') / 1000);
    const sent = navan.control.requests().filter(({ params }) => params['createdFrom'] === since);
    expect(sent).toHaveLength(2);
  });

  it('given an hour later, then the ages of reads are those of the state', async () => {
    const navan = await start(company);
    const { states } = await sync(navan, { streams: ['bookings'], config });
    const state = daysAgo(states, 1 / 24);
    const given = { catalog: catalogOf(['bookings']), config, state };
    const { stdout } = await plan(navan, given);
    expect(stdout.split('\n').slice(2, 6)).toEqual([
      'stream    due     requests  why',
      'bookings  4 of 7    6 to 8  2026-08 to 2026-11: current, or ended less than 90 days ago',
      '                            2026-05 to 2026-07: not due, read 1 h ago, re-read every 24 h',
      '                            trips under way or ahead, of the parts that are not due (1 to 3 requests)',
    ]);
    expect(stdout).toContain('Requests: 6 to 8, none for a token, if each part still has as many');
    expect(stdout).toMatch(/^bookings  7 of 7  2026-11-24 1[01]:\d\d \(1 h ago\)/m);
  });

  it('given months without a sync, then it says which changes are lost', async () => {
    const navan = await start(company);
    const { states } = await sync(navan, { streams: ['transactions'], config });
    const state = daysAgo(states, 100);
    const { streams } = await planned(navan, { catalog, config, state });
    const transactions = streams.get('transactions');
    expect(transactions).toMatchObject({
      gap_from: transactions?.oldest_complete_read_at,
      gap_to: '2026-09-01T00:00:00.000Z',
      next_gap_at: '2026-12-01T00:00:00.000Z',
    });
    const { stdout } = await plan(navan, { catalog, config, state });
    expect(stdout).toContain('transactions: changes from 2026-08-16 ');
    const run = await read(navan.config(config), catalogOf(['transactions']), state);
    const [warning] = run.warnings('The last sync was too long ago');
    const inSeconds = transactions?.gap_from?.replace(/\.\d+Z/, 'Z');
    expect(warning?.facts).toMatchObject({ from: inSeconds, to: '2026-09-01T00:00:00Z' });
  });

  it('given a start date that moved back within its month, then that month is due, and earlier ones', async () => {
    const navan = await start(company);
    const later = { start_date: '2026-06-04T00:00:00Z' };
    const { states: state } = await sync(navan, { streams: ['bookings'], config: later });
    const { streams } = await planned(navan, { catalog: catalogOf(['bookings']), config, state });
    const reasons = streams.get('bookings')?.parts.map(({ reason }) => reason);
    expect(reasons?.slice(0, 3)).toEqual(['never-read', 'start-date-moved', null]);
  });

  it('given a token that is about to expire, then one request is for another', async () => {
    const navan = await start({ ...company, tokenTtlSeconds: 200 });
    const { states: state } = await sync(navan, { streams: ALL, config });
    const { sync: whole } = await planned(navan, { catalog, config, state });
    expect(whole.token_request_count).toBe(1);
  });

  it('given an interrupted full refresh, then what it read is not due', async () => {
    const navan = await start(company);
    const full = { streams: ['bookings'], mode: 'full_refresh', config } as const;
    const { states: state } = await sync(navan, { ...full, stopAfterStates: 3 });
    const given = { catalog: { streams: [selected('bookings')] }, config, state };
    const { streams } = await planned(navan, given);
    expect(streams.get('bookings')?.due_part_count).toBeLessThan(7);
    const { stdout } = await plan(navan, given);
    expect(stdout).toContain('not due, read before this full refresh was interrupted');
  });
});

describe('given what a sync refuses, when it is planned', () => {
  it('then a stream that does not exist is listed, with the error of a read', async () => {
    const navan = await start(company);
    const wrong = { streams: [selected('users'), selected('bookins', 'incremental')] };
    const { code, stdout, stderr } = await plan(navan, { catalog: wrong, config });
    const [error] = (await read(navan.config(config), wrong)).errors;
    expect([code, stderr]).toEqual([1, `${error?.message ?? ''}\n`]);
    expect(stdout).toMatch(/^bookins +- +- {2}there is no such stream$/m);
    const { streams, run } = await planned(navan, { catalog: wrong, config });
    expect(run.code).toBe(1);
    expect(streams.get('bookins')?.error).toEqual({
      code: 'stream-unknown',
      message: error?.message,
    });
  });

  it('given --ask and a wrong secret, then the error is that of a check', async () => {
    const navan = await start(company);
    const wrong = { ...config, client_secret: 'wrong-secret-of-another' };
    const { code, stdout, stderr } = await plan(navan, { catalog, config: wrong }, '--ask');
    const { message } = await check(navan, wrong);
    expect([code, stdout, stderr]).toEqual([1, '', `${message ?? ''}\n`]);
    expect((await plan(navan, { catalog, config: wrong })).code).toBe(0);
  });

  it('given --ask and a missing scope, then the other streams are counted', async () => {
    const navan = await start({ ...company, scopes: ['bookings:read'] });
    const { streams, run } = await planned(navan, { catalog, config }, '--ask');
    expect(run.code).toBe(1);
    expect(streams.get('users')?.error?.code).toBe('scope-missing');
    expect(streams.get('bookings')).toMatchObject({ error: null, request_count_max: 10 });
  });

  it('given --ask and an endpoint that the company lacks, then it is no error', async () => {
    const navan = await start({ ...company, missingPaths: ['tax-mappings'] });
    const given = { catalog: { streams: [selected('tax_mappings')] }, config };
    const { streams, run } = await planned(navan, given, '--ask');
    expect([run.code, streams.get('tax_mappings')?.not_offered]).toEqual([0, true]);
  });

  it('given --ask and the state of another company, then its streams are errors', async () => {
    const navan = await start(company);
    const other = await start({ ...company, seed: 2 });
    const { states: state } = await sync(other, { streams: ['bookings'], config });
    const given = { catalog: catalogOf(['bookings']), config, state };
    const { streams } = await planned(navan, given, '--ask');
    expect(streams.get('bookings')?.error?.code).toBe('state-of-another-company');
  });
});

it('given --ask and a rate limit, when many months are counted, then it waits as asked', async () => {
  const limit = { perSecond: 5, headers: 'ratelimit' } as const;
  const navan = await start({ ...company, limit });
  const { run, streams } = await planned(navan, { catalog, config }, '--ask');
  expect([run.code, streams.get('bookings')?.request_count_max]).toEqual([0, 10]);
});

it('given 120 months, when a sync is planned, then JSON has them all', async () => {
  const navan = await start(company);
  const long = { start_date: '2016-12-01T00:00:00Z' };
  const { streams } = await planned(navan, { catalog, config: long });
  expect(streams.get('bookings')?.parts).toHaveLength(120);
});
