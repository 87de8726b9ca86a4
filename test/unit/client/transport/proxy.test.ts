import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../../../src/client/clock';
import { LIMITS } from '../../../../src/client/limits';
import { routeTo } from '../../../../src/client/transport/proxy';
import { Transport } from '../../../../src/client/transport/transport';
import { CALM } from '../answers';

const VARIABLES = [
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
  'ALL_PROXY',
  'all_proxy',
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
  const transport = new Transport({
    isAllowedHost: () => true,
    userAgent: 'source-navan/1.2.3',
    maxConcurrency: 1,
    limits: LIMITS,
    clock: systemClock,
  });
  const request = { method: 'GET', url: 'https://api.test/v1?secret=1', label: 'page 1' } as const;
  return transport.send(request, CALM).then(
    ({ status }) => status,
    (error: unknown) => error,
  );
}

test.each([
  [407, 'proxy-refused', 'answered HTTP 407, which rejects the user or password in its address'],
  [403, 'proxy-refused', 'answered HTTP 403'],
  [401, 'proxy-refused', 'answered HTTP 401'],
  [502, 'network', 'answered HTTP 502'],
])(
  'given a proxy that returns %i itself, when a request goes through it, then it does not count as an API response',
  async (status, fault, words) => {
    const host = await proxyAnswering(status);
    expect(await messageThrough(`http://me:hunter2@${host}`)).toMatchObject({
      fault,
      message: `the proxy http://${host} of HTTPS_PROXY ${words}`,
    });
  },
);

test('given a proxy that is not listening, when a request is sent, then the error names the proxy without its password', async () => {
  expect(await messageThrough('http://me:hunter2@127.0.0.1:1')).toMatchObject({
    fault: 'connection-refused',
    message: 'the connection to the proxy http://127.0.0.1:1 of HTTPS_PROXY was refused',
  });
});

test('given a proxy whose address is not a URL, when a request is sent, then the error says so without quoting it', async () => {
  expect(await messageThrough('http://me:hunter2@a b')).toMatchObject({
    fault: 'proxy-refused',
    message: 'the address in HTTPS_PROXY is not a URL',
  });
});

test('given a proxy without a scheme, when a request is sent, then http is used', async () => {
  const host = await proxyAnswering(502);
  expect(await messageThrough(host)).toMatchObject({
    message: `the proxy http://${host} of HTTPS_PROXY answered HTTP 502`,
  });
});

test('given a proxy that requires a user, when its address has none, then the error says so', async () => {
  const host = await proxyAnswering(407);
  expect(await messageThrough(`http://${host}`)).toMatchObject({
    message: `the proxy http://${host} of HTTPS_PROXY answered HTTP 407, which requires a user and password`,
  });
});

test.each([
  'socks5://me:hunter2@proxy.test:1080',
  'SOCKS5H://proxy.test',
  'socks4://proxy.test',
  'socks://proxy.test',
])(
  'given %s, when a request is sent, then the error says that SOCKS is not supported',
  async (address) => {
    expect(await messageThrough(address)).toMatchObject({
      fault: 'proxy-refused',
      message:
        'the address in HTTPS_PROXY is that of a SOCKS proxy, which is not supported; use an HTTP proxy',
    });
  },
);

test('given a proxy with another scheme, when a request is sent, then the error says so', async () => {
  expect(await messageThrough('ftp://proxy.test')).toMatchObject({
    message: 'the address in HTTPS_PROXY has a scheme other than http and https',
  });
});

test.each([
  'http://me:hunt#er2@proxy.test:3128',
  'http://me:12#hunter2@proxy.test:3128',
  'http://me:hunter2/@proxy.test:3128',
  'http://me:hunter2?@proxy.test:3128',
  'http://DOMAIN\\me:hunter2@proxy.test:3128',
  'me:hunt#er2@proxy.test:3128',
])(
  'given an unescaped password in %s, when a request is sent, then the error says so without showing it',
  async (address) => {
    const fault = await messageThrough(address);
    expect(fault).toMatchObject({
      fault: 'proxy-refused',
      message: expect.stringMatching(
        /^the address in HTTPS_PROXY has a character in its user or password .* %2F for/,
      ) as string,
    });
    expect(String(fault)).not.toMatch(/me:|hunt|DOMAIN/);
  },
);

test('given ALL_PROXY, when it is unusable, then the error names it', async () => {
  process.env['ALL_PROXY'] = 'socks5://proxy.test:1080';
  expect(await messageThrough('')).toMatchObject({
    message: expect.stringContaining('the address in ALL_PROXY is that of a SOCKS proxy') as string,
  });
});

describe('NO_PROXY', () => {
  test.each([
    ['navan.com', 'https://api.navan.com/v1', true],
    ['navan.com', 'https://navan.com/v1', true],
    ['.navan.com', 'https://api.navan.com/v1', true],
    ['.navan.com', 'https://navan.com/v1', true],
    ['*.navan.com', 'https://api.navan.com/v1', true],
    ['*navan.com', 'https://api.navan.com/v1', true],
    ['NAVAN.COM.', 'https://api.navan.com/v1', true],
    ['other.test, navan.com', 'https://api.navan.com/v1', true],
    ['other.test navan.com', 'https://api.navan.com/v1', true],
    ['*', 'https://api.navan.com/v1', true],
    ['navan.com:443', 'https://api.navan.com/v1', true],
    ['navan.com:8443', 'https://api.navan.com/v1', false],
    ['navan.com:8443', 'https://api.navan.com:8443/v1', true],
    ['van.com', 'https://api.navan.com/v1', false],
    ['api.navan.com', 'https://navan.com/v1', false],
    ['navan.com.evil.test', 'https://api.navan.com/v1', false],
    ['.', 'https://api.navan.com/v1', false],
    [',', 'https://api.navan.com/v1', false],
    ['10.0.0.0/8', 'https://10.1.2.3/v1', true],
    ['10.0.0.0/8', 'https://11.1.2.3/v1', false],
    ['10.0.0.0/33', 'https://10.1.2.3/v1', false],
    ['10.0.0.0/8', 'https://api.navan.com/v1', false],
    ['127.0.0.1', 'https://127.0.0.1:8443/v1', true],
    ['127.0.0.1:8443', 'https://127.0.0.1:8443/v1', true],
    ['0.0.1', 'https://127.0.0.1/v1', false],
    ['::1', 'https://[::1]/v1', true],
    ['[::1]', 'https://[::1]/v1', true],
    ['[::1]:443', 'https://[::1]/v1', true],
    ['fd00::/8', 'https://[fd12::1]/v1', true],
  ])(
    'given %s, when the route to %s is determined, then the proxy is bypassed: %s',
    (list, url, isLeftOut) => {
      process.env['HTTPS_PROXY'] = 'http://proxy.test:3128';
      process.env['NO_PROXY'] = list;
      expect(routeTo(url).isProxied).toBe(!isLeftOut);
    },
  );
});

test('given a host in NO_PROXY, when its route is determined, then only that host bypasses the proxy', () => {
  process.env['HTTPS_PROXY'] = 'http://proxy.test:3128';
  process.env['NO_PROXY'] = 'api.test';
  expect(routeTo('https://api.test/v1').way).toBe('api.test');
  expect(routeTo('https://other.test/v1').way).toBe(
    'other.test through the proxy http://proxy.test:3128 of HTTPS_PROXY',
  );
});
