import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { READ_ERRORS } from '../../src/errors/read-errors';
import type { Fault } from '../../simulator/faults/fault';
import { simulators } from '../e2e/support/simulated';
import { check, sync } from '../e2e/support/sync';

/** Refusals as gateways and firewalls write them, over real HTTP. */

const simulator = simulators();

const ENCODED = { 'Content-Encoding': 'gzip', 'Content-Type': 'application/json' };
const status = (code: number, headers: Record<string, string> = {}, body = ''): Fault['fault'] => ({
  kind: 'status',
  status: code,
  headers,
  body,
});
const CHALLENGE = status(
  403,
  { 'Content-Type': 'text/html; charset=UTF-8' },
  '<!DOCTYPE html><title>Just a moment...</title>',
);

describe.each(['gzip', 'br', 'deflate', 'zstd'])(
  'a refusal that claims %s but has no body',
  (encoding) => {
    const headers = { ...ENCODED, 'Content-Encoding': encoding };

    it('given 401, when read, then the token is renewed and every record arrives', async () => {
      const navan = await simulator({ bookings: 20 });
      navan.control.faults([
        { match: { path: '/v1/bookings', nth: 1 }, fault: status(401, headers) },
      ]);
      const read = await sync(navan);
      expect(read.failedStreams).toEqual([]);
      expect(read.ids()).toHaveLength(20);
      const tokens = navan.control.requests().filter(({ path }) => path.endsWith('/token'));
      expect(tokens).toHaveLength(2);
    });

    it('given 403, when read, then the stream fails at once and names the scope', async () => {
      const navan = await simulator({ users: 5 });
      navan.control.faults([{ match: { path: '/v1/users' }, fault: status(403, headers) }]);
      const read = await sync(navan, { streams: ['users'] });
      expect(read.errors[0]?.message).toContain('users:read');
      expect(navan.control.requests().filter(({ path }) => path === '/v1/users')).toHaveLength(1);
    });
  },
);

describe('a refusal with an unreadable body', () => {
  it.each([
    ['is not gzip', status(429, { ...ENCODED, 'Retry-After': '1' }, 'plain text')],
    ['is empty', status(429, { ...ENCODED, 'Retry-After': '1' })],
    [
      'has an unknown encoding',
      status(429, { 'Content-Encoding': 'zstd', 'Retry-After': '1' }, 'x'),
    ],
  ])('given a 429 whose body %s, when read, then its wait is kept', async (_, fault) => {
    const navan = await simulator({ bookings: 5 });
    navan.control.faults([{ match: { path: '/v1/bookings', nth: 1 }, fault }]);
    const started = Date.now();
    const read = await sync(navan);
    expect(read.failedStreams).toEqual([]);
    expect(Date.now() - started).toBeGreaterThan(990);
    expect(read.warnings('The API is rate limiting')).toHaveLength(1);
  });

  it('given a 403 with a truncated body, when checked, then the status is used', async () => {
    const navan = await listening((request, response) => {
      if (request.url?.endsWith('/token')) {
        token(response);
        return;
      }
      response.writeHead(403, { ...ENCODED, 'Content-Length': '1000' });
      response.write(gzipSync('{"message":"no"}').subarray(0, 5), () => response.destroy());
    });
    const { status, message } = await checked(navan);
    expect(status).toBe('FAILED');
    expect(message).toContain(READ_ERRORS['nothing-readable'].title);
  });
});

describe('a 403 without a missing scope', () => {
  it.each([
    ['a web page', CHALLENGE],
    [
      'a web page by content type',
      status(403, { 'Content-Type': 'text/html' }, 'error code: 1020'),
    ],
    ['a Retry-After', status(403, { 'Retry-After': '1' }, '{}')],
    ['a used-up quota', status(403, { 'X-RateLimit-Remaining': '0' }, '{}')],
  ])('given %s once, when read, then no record is missing', async (_, fault) => {
    const navan = await simulator({ bookings: 20 });
    navan.control.faults([{ match: { path: '/v1/bookings', nth: 1 }, fault }]);
    const read = await sync(navan);
    expect(read.failedStreams).toEqual([]);
    expect(read.ids()).toHaveLength(20);
  });

  it('given a web page every time, when read, then the error is transient and mentions the web page', async () => {
    const navan = await simulator({ users: 20 });
    navan.control.faults([{ match: { path: '/v1/users' }, fault: CHALLENGE }]);
    const read = await sync(navan, { streams: ['users'] });
    const [error] = read.errors;
    expect(error?.failureType).toBe('transient_error');
    expect(error?.code).toBe('endpoint-failing');
    expect(error?.message).toContain(
      'HTTP 403, "<!DOCTYPE html><title>Just a moment...</title>" (5 tries)',
    );
    expect(error?.message).toContain('The response is a web page');
    expect(error?.message).not.toContain('enable');
  });

  it('given a web page every time, when checked, then it fails with the hint and without a scope', async () => {
    const navan = await simulator({ bookings: 20 });
    navan.control.faults([{ match: { path: '/v1/bookings' }, fault: CHALLENGE }]);
    const result = await check(navan);
    expect(result).toMatchObject({
      status: 'FAILED',
      message: expect.stringContaining('The response is a web page') as string,
    });
    expect(JSON.stringify(result)).not.toContain('Tick the scope');
  });

  it('given a wait that is too long for a check, when checked, then it ends at once and says why', async () => {
    const navan = await simulator({ bookings: 20 });
    navan.control.faults([
      { match: { path: '/v1/bookings' }, fault: status(403, { 'Retry-After': '300' }, '{}') },
    ]);
    const started = Date.now();
    expect(await check(navan)).toMatchObject({
      status: 'FAILED',
      message: expect.stringContaining('Requests are blocked for now') as string,
    });
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it('given a web page instead of a token, when checked, then the credential is not blamed', async () => {
    const navan = await simulator({ bookings: 20 });
    navan.control.faults([{ match: { path: '/ta-auth/oauth/token' }, fault: CHALLENGE }]);
    expect(await check(navan)).toMatchObject({
      message: expect.stringMatching(/^Requests are blocked .* web page/) as string,
    });
  });
});

describe("the API's words about a refusal", () => {
  const MESSAGE =
    'At least one complete date range is required: createdFrom/createdTo, startDateFrom/startDateTo, updatedFrom/updatedTo';
  const spring = JSON.stringify({
    timestamp: '2026-11-28T18:41:20.000+00:00',
    status: 400,
    error: 'Bad Request',
    path: `/v1/bookings?${'x'.repeat(200)}`,
    message: MESSAGE,
  });

  it('given a 400 with a message, when read, then the error quotes the message', async () => {
    const navan = await simulator({ users: 5 });
    const fault = status(
      400,
      { 'Content-Type': 'application/json', 'X-Request-ID': 'r-77' },
      spring,
    );
    navan.control.faults([{ match: { path: '/v1/users' }, fault }]);
    const read = await sync(navan, { streams: ['users'] });
    expect(read.errors[0]?.message).toContain(
      `HTTP 400, "${MESSAGE}", request id x-request-id r-77. Navan rejected the request (HTTP 400). Report it`,
    );
  });

  it('given a 403 despite the scope, when read, then the error says whom to contact and quotes the response and its id', async () => {
    const navan = await simulator({ transactions: 5 });
    const body = '{"message":"Expense API is not enabled"}';
    const fault = status(403, { 'Content-Type': 'application/json', 'CF-RAY': '8f-FRA' }, body);
    navan.control.faults([{ match: { path: '/v1/expense/fees' }, fault }]);
    const config = { transaction_types: ['fees'] };
    const read = await sync(navan, { streams: ['transactions'], config });
    const [error] = read.errors;
    expect(error?.code).toBe('feature-off');
    expect(error?.message).toContain('"Expense API is not enabled", request id cf-ray 8f-FRA');
    expect(error?.message).toContain('support');
  });

  it("given a page that keeps failing, when read, then the error about the window has the response's request id", async () => {
    const navan = await simulator({ users: 5, bookings: 5 });
    const fault = status(500, { 'X-Correlation-Id': 'c-9' });
    navan.control.faults([{ match: { path: '/v1/users' }, fault }]);
    const read = await sync(navan, { streams: ['bookings', 'users'] });
    const [error] = read.errors;
    expect(error?.code).toBe('endpoint-failing');
    expect(error?.message).toContain('request id x-correlation-id c-9');
  });
});

it('given endless pagination, when read, then the error that refers to support has the last request id', async () => {
  const navan = await simulator({ transactions: 5 });
  const body = '{"content":[],"next_cursor":"again","has_next":true}';
  const headers = { 'Content-Type': 'application/json', 'X-Request-Id': 'r-5' };
  navan.control.faults([
    { match: { path: '/v1/expense/fees' }, fault: status(200, headers, body) },
  ]);
  const config = { transaction_types: ['fees'] };
  const read = await sync(navan, { streams: ['transactions'], config });
  expect(read.errors[0]?.message).toContain('request id x-request-id r-5');
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function listening(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function token(response: Parameters<RequestListener>[1]): void {
  response.setHeader('Content-Type', 'application/json');
  response.end('{"access_token":"abc","token_type":"bearer","expires_in":3600}');
}

function checked(api_url: string): ReturnType<typeof check> {
  const config = {
    client_id: 'id',
    client_secret: 'secret',
    start_date: '2026-10-01T00:00:00Z',
    advanced: { api_url },
  };
  return check({ config: () => config });
}
