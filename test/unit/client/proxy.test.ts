import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../../src/client/clock';
import { PATIENCE } from '../../../src/client/patience';
import { routeTo } from '../../../src/client/route';
import { createTransport } from '../../../src/client/transport';
import { CALM } from './answers';

const VARIABLES = [
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
];
const before = VARIABLES.map((name) => [name, process.env[name]] as const);
let server: Server | undefined;

beforeEach(() => {
  for (const name of VARIABLES) Reflect.deleteProperty(process.env, name);
});
afterEach(() => {
  server?.close();
  server = undefined;
});
afterAll(() => {
  for (const [name, value] of before) if (value !== undefined) process.env[name] = value;
});

/** A proxy that answers each CONNECT with this status and never connects. */
async function proxyAnswering(status: number): Promise<string> {
  const started = createServer();
  server = started;
  started.on('connect', (_request, socket) => {
    socket.on('error', () => undefined);
    socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\nno`);
  });
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(started.address() as AddressInfo).port}`;
}

async function messageThrough(proxy: string): Promise<unknown> {
  process.env['HTTPS_PROXY'] = proxy;
  const transport = createTransport({
    isAllowedHost: () => true,
    userAgent: 'source-navan/1.2.3',
    maxConcurrency: 1,
    patience: PATIENCE,
    clock: systemClock,
  });
  const request = { method: 'GET', url: 'https://api.test/v1?secret=1', label: 'page 1' } as const;
  return transport.send(request, CALM).then(
    ({ status }) => status,
    (error: unknown) => error,
  );
}

test.each([
  [407, 'proxy-refused', 'answered HTTP 407, which asks for a user and password'],
  [403, 'proxy-refused', 'answered HTTP 403'],
  [401, 'proxy-refused', 'answered HTTP 401'],
  [502, 'network', 'answered HTTP 502'],
])(
  'given a proxy that answers %i itself, when a request goes through it, then that is no answer of the API',
  async (status, fault, words) => {
    const host = await proxyAnswering(status);
    expect(await messageThrough(`http://me:hunter2@${host}`)).toMatchObject({
      fault,
      message: `the proxy http://${host} of HTTPS_PROXY ${words}`,
    });
  },
);

test('given a proxy where nobody listens, when a request is sent, then the proxy is named and not its password', async () => {
  expect(await messageThrough('http://me:hunter2@127.0.0.1:1')).toMatchObject({
    fault: 'connection-refused',
    message: 'the connection to the proxy http://127.0.0.1:1 of HTTPS_PROXY was refused',
  });
});

test('given a proxy whose address is no URL, when a request is sent, then that is said without quoting it', async () => {
  expect(await messageThrough('http://me:hunter2@a b')).toMatchObject({
    fault: 'proxy-refused',
    message: 'the address in HTTPS_PROXY is not a URL',
  });
});

test('given a host that NO_PROXY names, when its route is asked for, then it is the host alone', () => {
  process.env['HTTPS_PROXY'] = 'http://proxy.test:3128';
  process.env['NO_PROXY'] = 'api.test';
  expect(routeTo('https://api.test/v1').way).toBe('api.test');
  expect(routeTo('https://other.test/v1').way).toBe(
    'other.test through the proxy http://proxy.test:3128 of HTTPS_PROXY',
  );
});
