import type { Simulator } from '../../simulator';
import type { LoggedRequest } from '../../simulator/http/request-log';
import { packageVersion } from '../../src/cli/version';
import type { LogFacts } from '../../src/log/log-line';
import { REPORT_LINES } from '../../src/log/report-lines';
import type { ConnectorRun } from '../support/connector-run';
import { shortLimits } from '../support/short-limits';
import { simulators } from './support/simulated';
import { sync } from './support/sync';

const simulator = simulators();
const streams = ['bookings', 'users'];
const ERROR_500 = { kind: 'status', status: 500 } as const;

function factsOf(run: ConnectorRun, name: keyof typeof REPORT_LINES): readonly LogFacts[] {
  const { text } = REPORT_LINES[name];
  return run.lines.filter(({ sentence }) => sentence === text).map(({ facts }) => facts);
}

const isToken = ({ path }: LoggedRequest): boolean => path.endsWith('/oauth/token');

/** What the simulator counted, in the words of the log. */
function countedBy({ control }: Simulator) {
  const requests = control.requests().filter((each) => !isToken(each));
  const bytes = requests.reduce((sum, each) => sum + each.bytes, 0);
  return {
    requests: requests.length,
    tokenRequests: control.requests().filter(isToken).length,
    megabytes: Math.round(bytes / 1e4) / 100,
  };
}

describe('the first lines', () => {
  it('given a read, when it starts, then the first line says the version, the region and the streams with their modes', async () => {
    const navan = await simulator({ bookings: 10, users: 2 });
    const run = await sync(navan, { streams });
    expect(run.lines[0]?.sentence).toBe(REPORT_LINES.syncStarted.text);
    expect(factsOf(run, 'syncStarted')).toEqual([
      {
        version: packageVersion(),
        region: 'us',
        api: new URL(navan.url).host,
        streams: 'bookings (incremental), users (full_refresh)',
      },
    ]);
  });

  it('given a state, when a stream starts, then its line says how many months are not due', async () => {
    const navan = await simulator({ bookings: 10 });
    const first = await sync(navan, { config: { start_date: '2025-11-01T00:00:00Z' } });
    const second = await sync(navan, {
      state: first.states,
      config: { start_date: '2025-11-01T00:00:00Z', bookings_recheck_hours: 24 },
    });
    const [before] = factsOf(first, 'streamStarted');
    const [after] = factsOf(second, 'streamStarted');
    expect(before).toMatchObject({ stream: 'bookings', syncMode: 'incremental' });
    expect(before?.['due']).toBe(before?.['parts']);
    expect(Number(after?.['due'])).toBeLessThan(Number(after?.['parts']));
    const notDue = Number(after?.['parts']) - Number(after?.['due']);
    expect(after?.['notDue']).toBe(`${String(notDue)} of ${String(after?.['parts'])} parts`);
    expect(before).not.toHaveProperty('notDue');
  });
});

describe('the last lines', () => {
  it('given a complete sync, when it ends, then its counts are those of the API', async () => {
    const navan = await simulator({ bookings: 300, users: 250 });
    const run = await sync(navan, { streams });
    const [total] = factsOf(run, 'syncEnded');
    expect(total).toMatchObject({
      ...countedBy(navan),
      records: 550,
      repeated: 0,
      errors: 0,
      errorRate: 0,
      tokenFailures: 0,
      failed: 0,
      statuses: `200: ${String(countedBy(navan).requests)}`,
      limitSource: 'none',
      utilization: 'none',
    });
    const ends = factsOf(run, 'streamEnded');
    expect(
      ends.map(({ stream, records }) => `${String(stream)}: ${String(records)}`).sort(),
    ).toEqual(['bookings: 300', 'users: 250']);
    expect(ends.reduce((sum, { requests }) => sum + Number(requests), 0)).toBe(total?.['requests']);
  });

  it('given failures, when requests are retried, then the first of a kind is logged and the totals have all', async () => {
    const navan = await simulator({ bookings: 300, users: 250 });
    navan.control.faults([
      { match: { path: '/v1/users', nth: 1 }, fault: ERROR_500 },
      { match: { path: '/v1/users', nth: 2 }, fault: ERROR_500 },
      { match: { path: '/v1/users', nth: 3 }, fault: { kind: 'reset' } },
    ]);
    const run = await sync(navan, { streams, limits: shortLimits });
    const retries = run.lines.filter(({ sentence }) => sentence === 'Retrying a failed request.');
    expect(retries.map(({ facts }) => facts)).toMatchObject([
      { failure: 'HTTP 500', attempt: 1, times: 1 },
      { attempt: 3, times: 1 },
    ]);
    expect(factsOf(run, 'syncEnded')).toMatchObject([
      { requests: countedBy(navan).requests, repeated: 3, errors: 3 },
    ]);
    const users = factsOf(run, 'streamEnded').find(({ stream }) => stream === 'users');
    expect(users).toMatchObject({ status: 'complete', repeated: 3 });
  });

  it('given a token that is revoked, when it is renewed, then the repeated request is no error', async () => {
    const navan = await simulator({ users: 250 });
    const first = await sync(navan, { streams: ['bookings'] });
    navan.control.revokeTokens();
    navan.control.resetLog();
    const run = await sync(navan, { streams: ['bookings'], state: first.states });
    const [total] = factsOf(run, 'syncEnded');
    expect(total).toMatchObject({ ...countedBy(navan), errors: 0 });
    expect(Number(total?.['repeated'])).toBeGreaterThan(0);
    expect(total?.['statuses']).toContain(`401: ${String(total?.['repeated'])}`);
  });

  it('given a broken time window, when it is split, then the totals say so', async () => {
    const navan = await simulator({ bookings: 200 });
    navan.control.faults([
      { match: { path: '/v1/bookings', nth: 4 }, fault: { kind: 'truncate', atBytes: 10 } },
    ]);
    const run = await sync(navan, { limits: { ...shortLimits, maxAttempts: 1 } });
    const [total] = factsOf(run, 'syncEnded');
    const [end] = factsOf(run, 'streamEnded');
    expect(total).toMatchObject({
      errors: 1,
      split: end?.['split'] ?? 0,
      windows: end?.['windows'],
    });
    expect(Number(end?.['split'] ?? 0) + Number(end?.['reread'] ?? 0)).toBeGreaterThan(0);
  });
});

describe('the rate limit', () => {
  it('given a limit in the headers, when the sync ends, then the totals state it and how much was used', async () => {
    const navan = await simulator({ users: 250 });
    navan.control.limit({ perSecond: 50, headers: 'ratelimit' });
    const [total] = factsOf(await sync(navan, { streams: ['users'] }), 'syncEnded');
    expect(total).toMatchObject({ requestsPerSecond: 50, limitSource: 'header' });
    const used = Number(total?.['requests']) / 60 / 50;
    expect(total?.['utilization']).toBe(Number(used.toPrecision(3)));
  });

  it('given a limit in the configuration, when the sync ends, then the totals name it', async () => {
    const navan = await simulator({ users: 2 });
    const config = { advanced: { api_url: navan.url, requests_per_second: 20 } };
    const [total] = factsOf(await sync(navan, { streams: ['users'], config }), 'syncEnded');
    expect(total).toMatchObject({ requestsPerSecond: 20, limitSource: 'config' });
  });

  it('given refusals, when the sync ends, then the totals count them and the seconds that it waited', async () => {
    const navan = await simulator({ users: 250 });
    navan.control.faults([
      {
        match: { path: '/v1/users', nth: 2 },
        fault: { kind: 'status', status: 429, headers: { 'Retry-After': '1' } },
      },
    ]);
    const run = await sync(navan, { streams: ['users'] });
    const [total] = factsOf(run, 'syncEnded');
    expect(total).toMatchObject({ rateLimited: 1, errors: 0, repeated: 1 });
    expect(Number(total?.['rateLimitSeconds'])).toBeGreaterThanOrEqual(1);
    const [end] = factsOf(run, 'streamEnded');
    expect(Number(end?.['rateLimitSeconds'])).toBeGreaterThanOrEqual(1);
  });
});

it('given records of people, when a sync is logged, then no line has a value of theirs or a query', async () => {
  const navan = await simulator({ bookings: 50, users: 20 });
  const run = await sync(navan, { streams, environment: { LOG_LEVEL: 'DEBUG' } });
  const texts = run.lines.map(({ text }) => text).join('\n');
  const emails = run
    .records('users')
    .map((record) => (JSON.parse(record) as { email: string }).email);
  expect(emails).toHaveLength(20);
  expect(emails.filter((email) => texts.includes(email))).toEqual([]);
  expect(texts).not.toMatch(/[?&](page|createdFrom|size)=/);
});
