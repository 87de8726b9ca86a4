import { requestLines } from '../support/connector-run';
import { simulators } from './support/simulated';
import { sync } from './support/sync';

const simulator = simulators();

const START = { start_date: '2026-10-01T00:00:00Z', advanced: { request_log: true } };

it('given the option, when read, then the log has a line of JSON for each request that the API counted', async () => {
  const navan = await simulator({
    bookings: 500,
    since: '2026-10-01T00:00:00Z',
    users: 5,
    idHeaders: ['x-request-id'],
  });
  navan.control.faults([
    { match: { path: '/v1/users', nth: 1 }, fault: { kind: 'status', status: 503 } },
    { match: { path: '/v1/bookings', nth: 1 }, fault: { kind: 'reset' } },
  ]);
  const read = await sync(navan, { streams: ['bookings', 'users'], config: START });
  const lines = requestLines(read);
  const requests = navan.control.requests();
  expect(lines).toHaveLength(requests.length);
  expect(lines.map((line) => line['url.template']).sort()).toEqual(
    requests.map(({ path }) => path).sort(),
  );
  expect(new Set(lines.map((line) => line['trace_id'])).size).toBe(1);
  expect(new Set(lines.map((line) => line['span_id'])).size).toBe(lines.length);
  const failed = lines.filter((line) => line['error.type'] !== undefined);
  expect(
    failed.map((line) => [line['error.type'], line['http.response.status_code']]).sort(),
  ).toEqual([
    ['503', 503],
    ['connection-reset', undefined],
  ]);
  const again = lines.filter((line) => line['http.request.resend_count'] === 1);
  expect(again.map((line) => line['airbyte.stream']).sort()).toEqual(['bookings', 'users']);
  const page = lines.find((line) => line['navan.page'] === 2) ?? {};
  expect(page).toMatchObject({
    'http.request.method': 'GET',
    'server.address': '127.0.0.1',
    'airbyte.stream': 'bookings',
    'navan.outcome': 'succeed',
    'http.response.header.x-request-id': [expect.any(String)],
  });
  expect(page['navan.partition']).toMatch(/^2026-\d\d$/u);
  expect(Number(page['http.response.body.size'])).toBeGreaterThan(1000);
  expect(read.words).not.toContain('createdFrom=');
});

it('given a retry that has to wait, when read, then its line says how long', async () => {
  const navan = await simulator({ bookings: 0, users: 5 });
  const headers = { 'Retry-After': '1' };
  navan.control.faults([
    { match: { path: '/v1/users', nth: 1 }, fault: { kind: 'status', status: 503, headers } },
  ]);
  const read = await sync(navan, { streams: ['users'], config: START });
  const [, second] = requestLines(read).filter((line) => line['airbyte.stream'] === 'users');
  expect(second?.['navan.wait_seconds']).toBeGreaterThanOrEqual(1);
  expect(second?.['http.client.request.duration']).toBeLessThan(1);
});

it('given a token that is refused, when read, then the request with the next token counts as sent again', async () => {
  const navan = await simulator({ bookings: 0, users: 5 });
  navan.control.faults([
    { match: { path: '/v1/users', nth: 1 }, fault: { kind: 'status', status: 401 } },
  ]);
  const read = await sync(navan, { streams: ['users'], config: START });
  const users = requestLines(read).filter((line) => line['airbyte.stream'] === 'users');
  expect(
    users.map((line) => [line['http.response.status_code'], line['http.request.resend_count']]),
  ).toEqual([
    [401, 0],
    [200, 1],
  ]);
});

it('without the option, when read, then there is no such line', async () => {
  const navan = await simulator({ bookings: 5 });
  expect(requestLines(await sync(navan, { streams: ['bookings'] }))).toEqual([]);
});
