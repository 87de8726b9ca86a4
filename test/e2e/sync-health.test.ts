import type { Simulator } from '../../simulator';
import type { Fault } from '../../simulator/faults/fault';
import { packageVersion } from '../../src/cli/version';
import type { JsonObject } from '../../src/config/json';
import type { LogFacts } from '../../src/log/log-line';
import { REPORT_LINES } from '../../src/log/report-lines';
import { HEALTH_COLUMNS, SYNC_HEALTH, type HealthRow } from '../../src/report/health/columns';
import { requestLines, type ConnectorRun, type States } from '../support/connector-run';
import { shortLimits } from '../support/short-limits';
import { simulators } from './support/simulated';
import { discover, read, selected, sync } from './support/sync';

const simulator = simulators();
const ALL = ['bookings', 'users', 'transactions', SYNC_HEALTH];
const limits = shortLimits;

const rowsOf = (run: ConnectorRun): readonly HealthRow[] =>
  run.records(SYNC_HEALTH).map((text) => JSON.parse(text) as HealthRow);

function rowOf(run: ConnectorRun, stream: string | null): HealthRow {
  const row = rowsOf(run).find((each) => each.stream === stream);
  if (!row) throw new Error(`no row of ${String(stream)}`);
  return row;
}

const alertsIn = (run: ConnectorRun): readonly unknown[] =>
  run.warnings(REPORT_LINES.alert.text).map(({ facts }) => facts['alert']);

function lastLine(run: ConnectorRun): LogFacts {
  const line = run.lines.find(({ sentence }) => sentence === REPORT_LINES.syncEnded.text);
  return line?.facts ?? {};
}

/** What the simulator counted of the paths, in the words of the table. `faulty`: the status of faults, by path. */
function counted(
  { control }: Simulator,
  isOf: (path: string) => boolean,
  faulty: Readonly<Record<string, number>> = {},
) {
  const requests = control.requests().filter(({ path }) => isOf(path));
  const byStatus: Record<string, number> = {};
  for (const { path, status, fault } of requests) {
    const sent = fault === 'status' ? faulty[path] : status;
    const key = fault === 'reset' ? 'none' : String(sent);
    byStatus[key] = (byStatus[key] ?? 0) + 1;
  }
  return {
    http_request_count: requests.length,
    http_request_count_by_status: byStatus,
    http_response_body_bytes: requests.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

const PATHS: Readonly<Record<string, (path: string) => boolean>> = {
  bookings: (path) => path === '/v1/bookings',
  users: (path) => path === '/v1/users',
  transactions: (path) => path.startsWith('/v1/expense/'),
};
const isPage = (path: string): boolean => !path.endsWith('/oauth/token');

function expectCounts(run: ConnectorRun, navan: Simulator): void {
  for (const [stream, isOf] of Object.entries(PATHS))
    expect(rowOf(run, stream)).toMatchObject({
      ...counted(navan, isOf),
      records_emitted: run.records(stream).length,
      bytes_emitted: run.records(stream).reduce((sum, text) => sum + Buffer.byteLength(text), 0),
    });
  expect(rowOf(run, null)).toMatchObject(counted(navan, isPage));
}

describe('the table', () => {
  it('when discovered, then it is offered as incremental only, with key and cursor', async () => {
    const { streams } = await discover(await simulator({ bookings: 0 }));
    expect(streams.at(-1)).toMatchObject({
      name: SYNC_HEALTH,
      supported_sync_modes: ['incremental'],
      source_defined_cursor: true,
      default_cursor_field: ['finished_at'],
      source_defined_primary_key: [['id']],
    });
  });

  it('given a complete sync, when it ends, then each stream and the whole have a record with the figures of the API', async () => {
    const navan = await simulator({ bookings: 300, users: 250, transactions: 20 });
    const run = await sync(navan, { streams: ALL });
    expect(run.code).toBe(0);
    expect(rowsOf(run).map(({ stream }) => stream)).toEqual([...ALL.slice(0, -1), null]);
    expectCounts(run, navan);
    for (const row of rowsOf(run)) {
      expect(Object.keys(row)).toEqual(HEALTH_COLUMNS.map(({ name }) => name));
      expect(row).toMatchObject({
        schema_version: 1,
        status: 'complete',
        failure_type: null,
        error_code: null,
        error_count: 0,
        error_rate: 0,
        rate_limit_source: 'none',
        alerts: [],
        region: 'us',
        connector_version: packageVersion(),
        node_version: process.versions.node,
      });
    }
    expect(rowOf(run, null)).toMatchObject({ token_request_count: 1, token_failure_count: 0 });
    expect(alertsIn(run)).toEqual([]);
  });

  it('given a complete sync, when it ends, then the last line says the same as the record of the whole', async () => {
    const navan = await simulator({ bookings: 300, users: 250 });
    const run = await sync(navan, { streams: ALL });
    const row = rowOf(run, null);
    expect(lastLine(run)).toMatchObject({
      id: row.id,
      records: row.records_emitted,
      requests: row.http_request_count,
      repeated: row.http_request_resend_count,
      rateLimited: row.rate_limited_count,
      errors: row.error_count,
      windows: row.window_count,
      split: row.window_split_count,
      tokenRequests: row.token_request_count,
      backfill: row.is_backfill,
      stalenessSeconds: row.staleness_seconds,
      tokenExpiresAt: row.token_expires_at,
      alerts: 'none',
    });
  });

  it('given the request log, when a sync ends, then its trace_id begins each id', async () => {
    const navan = await simulator({ users: 2 });
    const advanced = { request_log: true, source_label: 'navan-us', api_url: navan.url };
    const config = { advanced };
    const run = await sync(navan, { streams: ['users', SYNC_HEALTH], config });
    const [line] = requestLines(run);
    const trace = String(line?.['trace_id']);
    expect(rowsOf(run).map(({ id }) => id)).toEqual([`${trace}/users`, `${trace}/*`]);
    expect(rowsOf(run).map((row) => row.source_label)).toEqual(['navan-us', 'navan-us']);
  });

  it('given the ids of the platform, when a sync ends, then each record has them', async () => {
    const navan = await simulator({ users: 2 });
    const streams = ['users', SYNC_HEALTH].map((name) => ({
      ...selected(name, name === 'users' ? 'full_refresh' : 'incremental'),
      sync_id: 41,
    }));
    const environment = { WORKER_JOB_ID: '1234', WORKER_JOB_ATTEMPT: '2' };
    const run = await read(navan.config(), { streams }, [], { environment });
    for (const row of rowsOf(run))
      expect(row).toMatchObject({ sync_id: 41, job_id: 1234, attempt: 2 });
  });

  it('given it, when selected for full refresh, then it is read as incremental and nothing is said', async () => {
    const navan = await simulator({ users: 2 });
    const streams = [selected('users'), selected(SYNC_HEALTH, 'full_refresh')];
    const run = await read(navan.config(), { streams });
    expect(rowsOf(run)).toHaveLength(2);
    expect(run.warnings()).toEqual([]);
  });

  it('given that it is not selected, when a sync ends, then nothing of it is sent', async () => {
    const run = await sync(await simulator({ users: 2 }), { streams: ['users'] });
    expect(run.stdout).not.toContain(`"${SYNC_HEALTH}"`);
  });

  it('given a sync, when its messages are in order, then it starts first, ends last, and its state follows its records', async () => {
    const navan = await simulator({ bookings: 20, users: 2 });
    const run = await sync(navan, { streams: ALL });
    expect(run.told[0]).toBe(`STARTED ${SYNC_HEALTH}`);
    expect(run.told.slice(-2)).toEqual([`RUNNING ${SYNC_HEALTH}`, `COMPLETE ${SYNC_HEALTH}`]);
    const { finished_at } = rowOf(run, null);
    expect(run.checkpoints(SYNC_HEALTH)).toEqual([{ state: { finished_at }, records: 4 }]);
  });

  it('given nothing else selected, when read, then one record says so and no request is made', async () => {
    const navan = await simulator({});
    const run = await sync(navan, { streams: [SYNC_HEALTH] });
    expect(run.code).toBe(0);
    expect(rowsOf(run)).toMatchObject([
      { stream: null, status: 'complete', alerts: ['no-stream-selected'] },
    ]);
    expect(alertsIn(run)).toEqual(['no-stream-selected']);
    expect(navan.control.requests()).toEqual([]);
  });

  it('given a state of the future, when read, then no record follows, and the state stays as it is', async () => {
    const state = new Map([[SYNC_HEALTH, { finished_at: '2999-01-01T00:00:00.000Z' }]]);
    const run = await sync(await simulator({ users: 2 }), {
      streams: ['users', SYNC_HEALTH],
      state,
    });
    expect(run.code).toBe(0);
    expect(rowsOf(run)).toEqual([]);
    expect(run.states.get(SYNC_HEALTH)).toEqual({ finished_at: '2999-01-01T00:00:00.000Z' });
    expect(run.statuses(SYNC_HEALTH)).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
  });

  it.each([{}, { finished_at: null }, { finished_at: 7 }, { finished_at: 'soon' }])(
    'given the state %j, when read, then its records are sent',
    async (before) => {
      const state = new Map([[SYNC_HEALTH, before]]);
      const run = await sync(await simulator({}), { streams: [SYNC_HEALTH], state });
      expect(rowsOf(run)).toHaveLength(1);
    },
  );

  it('given records of people and an error text, when a sync ends, then no column has any of it', async () => {
    const navan = await simulator({ bookings: 20, users: 20 });
    navan.control.faults([
      {
        match: { path: '/v1/bookings' },
        fault: { kind: 'status', status: 403, body: '{"message":"Ada Lovelace"}' },
      },
    ]);
    const run = await sync(navan, { streams: ALL });
    const rows = run.records(SYNC_HEALTH).join('\n');
    expect(run.words).toContain('Ada Lovelace');
    expect(rows).not.toContain('Ada');
    expect(rows).not.toContain('@');
  });
});

describe('a sync with failures', () => {
  const ERROR_500 = { kind: 'status', status: 500, body: '{}' } as const;
  const LIMITED = {
    kind: 'status',
    status: 429,
    headers: { 'Retry-After': '1' },
    body: '',
  } as const;

  it('given faults of many kinds, when the sync ends, then every figure is what the API counted', async () => {
    const navan = await simulator({ bookings: 400, users: 250, transactions: 20 });
    const faults: Fault[] = [
      { match: { path: '/v1/users', nth: [1, 2] }, fault: ERROR_500 },
      {
        match: { path: '/v1/bookings', nth: 3 },
        fault: { kind: 'status', status: 429, headers: { 'Retry-After': '1' }, body: '' },
      },
      { match: { path: '/v1/bookings', nth: 6 }, fault: { kind: 'status', status: 429, body: '' } },
      { match: { path: '/v1/expense/fees', nth: 1 }, fault: { kind: 'reset' } },
      { match: { path: '/v1/expense/disputes' }, fault: ERROR_500 },
    ];
    navan.control.faults(faults);
    const STATUSES = { '/v1/users': 500, '/v1/bookings': 429, '/v1/expense/disputes': 500 };
    const run = await sync(navan, { streams: ALL, limits });
    expect(run.code).toBe(1);
    const total = rowOf(run, null);
    for (const stream of ['bookings', 'users', 'transactions']) {
      const isOf = PATHS[stream] ?? isPage;
      const { http_request_count, http_request_count_by_status } = counted(navan, isOf, STATUSES);
      const counts = { http_request_count, http_request_count_by_status };
      expect(rowOf(run, stream)).toMatchObject(counts);
    }
    const statuses = total.http_request_count_by_status ?? {};
    expect(total).toMatchObject({
      status: 'incomplete',
      failure_type: 'transient_error',
      error_count: (statuses['500'] ?? 0) + (statuses['none'] ?? 0),
      rate_limited_count: 2,
    });
    expect(total.rate_limited_seconds).toBeGreaterThanOrEqual(1);
    expect(rowOf(run, 'users')).toMatchObject({
      status: 'complete',
      error_count: 2,
      http_request_resend_count: 2,
    });
    expect(rowOf(run, 'transactions')).toMatchObject({
      status: 'incomplete',
      error_code: 'endpoint-failing',
    });
    expect(run.states.get(SYNC_HEALTH)).toEqual({ finished_at: total.finished_at });
  });

  it('given slow responses, when the sync ends, then the durations and one warning say so', async () => {
    const navan = await simulator({ users: 2 });
    navan.control.faults([{ match: { path: '/v1/users' }, fault: { kind: 'delay', ms: 5300 } }]);
    const patient = { ...limits, idleTimeoutMs: 10_000 };
    const run = await sync(navan, { streams: ['users', SYNC_HEALTH], limits: patient });
    for (const row of rowsOf(run)) {
      expect(row.alerts).toEqual(['latency-p95']);
      expect(row.http_request_duration_p95_seconds).toBeGreaterThan(5);
      expect(row.http_request_duration_max_seconds).toBeGreaterThan(5.2);
    }
    expect(alertsIn(run)).toEqual(['latency-p95']);
  }, 20_000);

  it('given a refused credential, when the sync ends, then the records say so', async () => {
    const navan = await simulator({ bookings: 5, users: 2 });
    const config = { client_secret: 'wrong-secret-wrong' };
    const run = await sync(navan, { streams: ALL, config });
    expect(run.code).toBe(1);
    for (const row of rowsOf(run))
      expect(row).toMatchObject({
        status: 'incomplete',
        failure_type: 'config_error',
        error_code: 'token-rejected',
        http_request_count: 0,
        company_uuid: null,
      });
    const total = rowOf(run, null);
    expect(total.alerts).toEqual(['token-refused', 'token-failure']);
    expect(total.token_failure_count).toBe(total.token_request_count);
    expect([...alertsIn(run)].sort()).toEqual(['token-failure', 'token-refused']);
  });

  it('given a token for ever, when the sync ends, then it is complete', async () => {
    const navan = await simulator({ users: 2 });
    const fault = {
      kind: 'replace',
      find: '"expires_in":',
      by: '"expires_in":9223372036854775807,"x":',
    } as const;
    navan.control.faults([{ match: { path: '/ta-auth/oauth/token' }, fault }]);
    const run = await sync(navan, { streams: ['users', SYNC_HEALTH] });
    expect(run.code).toBe(0);
    const year = 366 * 86_400_000;
    expect(Date.parse(String(rowOf(run, null).token_expires_at))).toBeLessThan(Date.now() + year);
  });

  it('given refusals that it handles, when the sync ends, then they are errors', async () => {
    const navan = await simulator({
      bookings: 0,
      transactions: 20,
      lineItems: 'refused',
      missingPaths: ['gl-codes'],
    });
    const run = await sync(navan, { streams: ['transactions', 'gl_codes', SYNC_HEALTH] });
    expect(run.code).toBe(0);
    const { 400: refused = 0, 404: missing } = rowOf(run, null).http_request_count_by_status ?? {};
    expect(refused).toBeGreaterThanOrEqual(16);
    expect(missing).toBe(2);
    const whole = { error_count: refused + 2, alerts: ['error-rate'] };
    expect(rowOf(run, null)).toMatchObject(whole);
  });

  it('given a stream that is not offered, when synced twice, then the whole has an age and no backfill', async () => {
    const navan = await simulator({ bookings: 5 });
    navan.control.faults([
      {
        match: { path: '/v1/expense/statement-payments' },
        fault: { kind: 'status', status: 404, body: '{}' },
      },
    ]);
    const all = ['bookings', 'statement_payments', SYNC_HEALTH];
    const first = await sync(navan, { streams: all });
    const second = await sync(navan, { streams: all, state: first.states });
    expect(rowOf(second, 'statement_payments')).toMatchObject({
      status: 'complete',
      is_backfill: null,
    });
    expect(rowOf(second, null).is_backfill).toBe(false);
    expect(rowOf(second, null).staleness_seconds).not.toBeNull();
  });

  it('given a token that is revoked in mid-sync, when another is refused, then the company is still known', async () => {
    const navan = await simulator({ bookings: 50 });
    const first = await sync(navan, { streams: ['bookings', SYNC_HEALTH] });
    navan.control.revokeTokens();
    navan.control.faults([{ match: { path: '/ta-auth/oauth/token' }, fault: ERROR_500 }]);
    const run = await sync(navan, {
      streams: ['bookings', SYNC_HEALTH],
      state: first.states,
      limits,
    });
    expect(run.code).toBe(1);
    expect(rowOf(run, null).company_uuid).toBe(rowOf(first, null).company_uuid);
    expect(rowOf(run, null).company_uuid).toMatch(/^[\da-f-]{36}$/u);
  });

  it('given a label with blanks, when read, then it is taken as it is', async () => {
    const navan = await simulator({ users: 2 });
    const advanced = { source_label: 'Navan US, production', api_url: navan.url };
    const run = await sync(navan, { streams: ['users', SYNC_HEALTH], config: { advanced } });
    expect(rowOf(run, null).source_label).toBe('Navan US, production');
  });

  it('given a failed token request that recovers, when the sync ends, then only the whole has the alert', async () => {
    const navan = await simulator({ users: 2 });
    navan.control.faults([{ match: { path: '/ta-auth/oauth/token', nth: 1 }, fault: ERROR_500 }]);
    const run = await sync(navan, { streams: ['users', SYNC_HEALTH], limits });
    expect(run.code).toBe(0);
    expect(rowOf(run, 'users').alerts).toEqual([]);
    expect(rowOf(run, null)).toMatchObject({
      alerts: ['token-failure'],
      token_request_count: 2,
      token_failure_count: 1,
    });
  });

  it('given more than 5 % of errors, when there are 20 attempts, then the alert is warned of at once', async () => {
    const navan = await simulator({ bookings: 400 });
    navan.control.faults([{ match: { path: '/v1/bookings', nth: [2, 4] }, fault: ERROR_500 }]);
    const run = await sync(navan, { streams: ['bookings', SYNC_HEALTH], limits });
    const total = rowOf(run, null);
    expect(total.error_rate_worst_5m).toBeGreaterThan(0.05);
    expect(total.error_rate_worst_5m_requests).toBeGreaterThanOrEqual(20);
    expect(total.alerts).toEqual(['error-rate']);
    expect(alertsIn(run)).toEqual(['error-rate']);
  });

  it('given refusals under a known limit, when the sync ends, then the alert is set', async () => {
    const navan = await simulator({ users: 250 });
    navan.control.limit({ perSecond: 50, headers: 'ratelimit' });
    navan.control.faults([{ match: { path: '/v1/users', nth: 2 }, fault: LIMITED }]);
    const run = await sync(navan, { streams: ['users', SYNC_HEALTH] });
    expect(rowOf(run, null)).toMatchObject({ alerts: ['rate-limit'], rate_limit_per_second: 50 });
  });

  it('given the refusal by which a limit is found, when the sync ends, then there is no alert', async () => {
    const navan = await simulator({ users: 250 });
    navan.control.faults([{ match: { path: '/v1/users', nth: 2 }, fault: LIMITED }]);
    const run = await sync(navan, { streams: ['users', SYNC_HEALTH] });
    expect(rowOf(run, null)).toMatchObject({ alerts: [], rate_limited_count: 1 });
  });

  it('given a window that is split, when the sync ends, then it is counted', async () => {
    const navan = await simulator({ bookings: 200 });
    const fault = { kind: 'truncate', atBytes: 10 } as const;
    navan.control.faults([{ match: { path: '/v1/bookings', nth: 4 }, fault }]);
    const once = { ...limits, maxAttempts: 1 };
    const run = await sync(navan, { streams: ['bookings', SYNC_HEALTH], limits: once });
    const row = rowOf(run, 'bookings');
    expect(Number(row.window_split_count) + Number(row.window_reread_count)).toBeGreaterThan(0);
    expect(lastLine(run)).toMatchObject({
      windows: row.window_count,
      split: row.window_split_count,
      reread: row.window_reread_count,
    });
  });

  it('given a gap, when the sync ends, then its bounds are in the records', async () => {
    const navan = await simulator({ bookings: 0, transactions: 10 });
    const cursor = { modified_timestamp: '2026-01-05T00:00:00.000Z' };
    const states = [{ partition: { transaction_type: 'fees' }, cursor }];
    const state = new Map([['transactions', { states }]]);
    const run = await sync(navan, { streams: ['transactions', SYNC_HEALTH], state });
    const [gap] = run.warnings('too long ago');
    for (const row of rowsOf(run)) {
      expect(row.alerts).toEqual(['gap']);
      expect(row.gap_from).toBe('2026-01-05T00:00:00.000Z');
      expect(row.gap_to?.slice(0, 19)).toBe(String(gap?.facts['to']).slice(0, 19));
    }
    expect(alertsIn(run)).toEqual([]);
  });

  it('given a stream that does not exist, when the sync ends, then the whole is incomplete', async () => {
    const navan = await simulator({ users: 2 });
    const run = await sync(navan, { streams: ['users', 'trips', SYNC_HEALTH] });
    expect(rowsOf(run).map(({ stream }) => stream)).toEqual(['users', null]);
    expect(rowOf(run, null)).toMatchObject({
      status: 'incomplete',
      failure_type: 'config_error',
      error_code: 'stream-unknown',
    });
    expect(run.told.at(-1)).toBe(`COMPLETE ${SYNC_HEALTH}`);
    expect(lastLine(run)).toMatchObject({ complete: 'users', incomplete: 'trips' });
  });

  it('given a sync that was killed, when the next one runs from the state before, then no earlier record is sent again or changed', async () => {
    const navan = await simulator({ bookings: 30 });
    const first = await sync(navan, { streams: ['bookings', SYNC_HEALTH] });
    // What a killed process leaves: the states before, none of this stream.
    const killed = await sync(navan, {
      streams: ['bookings'],
      state: first.states,
      stopAfterStates: 1,
    });
    const states = new Map([...first.states, ...killed.states]);
    const third = await sync(navan, { streams: ['bookings', SYNC_HEALTH], state: states });
    const ids = [...rowsOf(first), ...rowsOf(third)].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(rowOf(third, null).finished_at > rowOf(first, null).finished_at).toBe(true);
    expect(rowOf(third, null).status).toBe('complete');
  });

  it('given a stop, when streams are interrupted, then the records are still sent', async () => {
    const navan = await simulator({ bookings: 300 });
    const run = await sync(navan, { streams: ['bookings', SYNC_HEALTH], stopAfterStates: 2 });
    expect(rowsOf(run).map(({ status }) => status)).toEqual(['incomplete', 'incomplete']);
    expect(run.told.at(-1)).toBe(`COMPLETE ${SYNC_HEALTH}`);
  });
});

/** The state of a sync, its bookings' cursors moved back by so many days. */
describe('a sync that cannot begin', () => {
  const catalog = {
    streams: ['bookings', SYNC_HEALTH].map((name) => selected(name, 'incremental')),
  };
  const before = { finished_at: '2026-01-01T00:00:00.000Z' };
  const state = [
    { type: 'STREAM', stream: { stream_descriptor: { name: SYNC_HEALTH }, stream_state: before } },
  ];

  it('given an invalid config, when read, then one record says so, without what the config should say', async () => {
    const navan = await simulator();
    const config = navan.config({ region: 'mars', start_date: 'soon' });
    const run = await read(config, catalog, state);
    expect(run.code).toBe(1);
    expect(rowsOf(run)).toHaveLength(1);
    expect(rowOf(run, null)).toMatchObject({
      status: 'incomplete',
      failure_type: 'config_error',
      error_code: run.errors[0]?.code,
      region: null,
      http_request_count: 0,
    });
    expect(run.statuses(SYNC_HEALTH)).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
    expect(navan.control.requests()).toEqual([]);
  });

  it('given an invalid state, when read, then one record says so', async () => {
    const navan = await simulator();
    const run = await read(navan.config(), catalog, [...state, { type: 'NEW', shape: 1 }]);
    expect(run.code).toBe(1);
    const row = { status: 'incomplete', error_code: run.errors[0]?.code, region: 'us' };
    expect(rowsOf(run)).toEqual([expect.objectContaining(row)]);
  });

  it('given a catalog without the stream, when the config is invalid, then there is none', async () => {
    const navan = await simulator();
    const only = { streams: [selected('bookings', 'incremental')] };
    const run = await read(navan.config({ region: 'mars' }), only);
    expect([run.code, rowsOf(run)]).toEqual([1, []]);
  });

  it('given a health state of the future, when the config is invalid, then it yields none and stays', async () => {
    const navan = await simulator();
    const ahead = { finished_at: '2999-01-01T00:00:00.000Z' };
    const stream = { stream_descriptor: { name: SYNC_HEALTH }, stream_state: ahead };
    const run = await read(navan.config({ region: 'mars' }), catalog, [{ type: 'STREAM', stream }]);
    expect(rowsOf(run)).toEqual([]);
    expect(run.states.get(SYNC_HEALTH)).toEqual(ahead);
  });
});

function aged(run: ConnectorRun, days: number): States {
  const state = run.states.get('bookings') ?? {};
  const lastModified = new Date(Date.now() - days * 86_400_000).toISOString();
  const states = (state['states'] as object[]).map((entry) => ({
    ...entry,
    cursor: { lastModified },
  }));
  return new Map([['bookings', { ...state, states }]]);
}

describe('age and coverage', () => {
  const config = { start_date: '2026-01-01T00:00:00Z' };
  const streams = ['bookings', SYNC_HEALTH];

  it('given a first and a second sync, when they end, then only the first is a backfill, and ages are known', async () => {
    const navan = await simulator({ bookings: 100, users: 2 });
    const all = ['bookings', 'users', SYNC_HEALTH];
    const first = await sync(navan, { streams: all, config });
    const second = await sync(navan, { streams: all, config, state: first.states });
    expect(rowsOf(first).map((row) => row.is_backfill)).toEqual([true, null, true]);
    expect(rowsOf(second).map((row) => row.is_backfill)).toEqual([false, null, false]);
    for (const row of [...rowsOf(first), ...rowsOf(second)]) {
      const age = Date.parse(row.finished_at) - Date.parse(String(row.oldest_complete_read_at));
      expect(row.staleness_seconds).toBeCloseTo(age / 1000, 2);
      expect(row.staleness_seconds).toBeLessThan(60);
    }
  });

  it('given a first sync with a month that fails, when it ends, then the age is unknown', async () => {
    const navan = await simulator({ bookings: 100 });
    const from = String(Date.UTC(2026, 2, 1) / 1000 - 1);
    navan.control.faults([
      {
        match: { path: '/v1/bookings', params: { createdFrom: from } },
        fault: { kind: 'status', status: 409, body: '{}' },
      },
    ]);
    const first = await sync(navan, { streams, config, limits });
    expect(rowOf(first, 'bookings')).toMatchObject({
      status: 'incomplete',
      is_backfill: true,
      oldest_complete_read_at: null,
      staleness_seconds: null,
    });
    expect(rowOf(first, 'bookings').alerts).not.toContain('bookings-stale');
  });

  it.each([
    [24, 9, true],
    [24, 7, false],
    [24 * 10, 9, false],
    [24 * 10, 21, true],
  ])(
    'given a recheck every %d hours and a month last read %d days ago that fails, then it is stale: %p',
    async (bookings_recheck_hours, days, isStale) => {
      const navan = await simulator({ bookings: 100 });
      const first = await sync(navan, { streams, config });
      const state = first.states.get('bookings') ?? {};
      const states = (
        state['states'] as { cursor: object; partition: { created_month: string } }[]
      ).map((entry) =>
        entry.partition.created_month === '2026-03'
          ? {
              ...entry,
              cursor: { lastModified: new Date(Date.now() - days * 86_400_000).toISOString() },
            }
          : entry,
      );
      const from = String(Date.UTC(2026, 2, 1) / 1000 - 1);
      navan.control.faults([
        {
          match: { path: '/v1/bookings', params: { createdFrom: from } },
          fault: { kind: 'status', status: 409, body: '{}' },
        },
      ]);
      const run = await sync(navan, {
        streams,
        config: { ...config, bookings_recheck_hours },
        state: new Map([['bookings', { ...state, states } as JsonObject]]),
        limits,
      });
      expect(rowOf(run, 'bookings').alerts?.includes('bookings-stale')).toBe(isStale);
      expect(rowOf(run, 'bookings').staleness_seconds).toBeGreaterThan(days * 86_400 - 60);
      expect(alertsIn(run).includes('bookings-stale')).toBe(isStale);
    },
  );

  it('given a full refresh after another, when they end, then only the first is a backfill', async () => {
    const navan = await simulator({ bookings: 100 });
    const catalog = { streams: [selected('bookings'), selected(SYNC_HEALTH, 'incremental')] };
    const first = await read({ ...navan.config(), ...config }, catalog);
    const second = await read({ ...navan.config(), ...config }, catalog, first.states);
    expect([first, second].map((run) => rowOf(run, 'bookings').is_backfill)).toEqual([true, false]);
  });

  it('given old cursors and a refused credential, when the sync ends, then the bookings are stale', async () => {
    const navan = await simulator({ bookings: 100 });
    const first = await sync(navan, { streams, config });
    const run = await sync(navan, {
      streams,
      config: { ...config, client_secret: 'wrong-secret-wrong' },
      state: aged(first, 30),
    });
    expect(rowOf(run, 'bookings').alerts).toEqual(['token-refused', 'bookings-stale']);
    expect(rowOf(run, 'bookings').is_backfill).toBe(false);
  });

  it('given cursors of the future, when the sync ends, then the age is unknown', async () => {
    const navan = await simulator({ bookings: 100 });
    const first = await sync(navan, { streams, config });
    const run = await sync(navan, { streams, config, state: aged(first, -40_000) });
    expect(rowOf(run, 'bookings')).toMatchObject({
      oldest_complete_read_at: null,
      staleness_seconds: null,
    });
  });

  it('given a machine that is ahead, when the sync ends, then its times are those of the API', async () => {
    const navan = await simulator({
      bookings: 10,
      now: new Date(Date.now() - 86_400_000).toISOString(),
    });
    const run = await sync(navan, { streams, config });
    const age = Date.now() - Date.parse(rowOf(run, null).finished_at);
    expect(age).toBeGreaterThan(86_000_000);
    expect(rowOf(run, 'bookings').staleness_seconds).toBeLessThan(60);
  });

  it('given the counts that the API states, when the sync ends, then each month that was read has its own', async () => {
    const navan = await simulator({ bookings: 200, users: 250 });
    const run = await sync(navan, { streams: ['bookings', 'users', SYNC_HEALTH], config });
    const counts = rowOf(run, 'bookings').api_row_count_by_part ?? {};
    expect(Object.keys(counts)).toHaveLength(Number(rowOf(run, 'bookings').window_count));
    const records = Object.values(counts).reduce((sum, each) => sum + each, 0);
    expect(records).toBe(run.records('bookings').length);
    expect(rowOf(run, 'users').api_row_count_by_part).toEqual({ all: 250 });
  });
});
