import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server as TcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { AxiosError } from 'axios';
import { routeTo } from '../../../../src/client/transport/proxy';
import { Transport } from '../../../../src/client/transport/transport';
import { systemClock } from '../../../../src/client/clock';
import { LIMITS } from '../../../../src/client/limits';
import type { Limits } from '../../../../src/client/limits';
import { faultOfAxios } from '../../../../src/client/transport/network-error';
import { CALM } from '../answers';

let server: Server | TcpServer | undefined;
let transport: Transport | undefined;

afterEach(async () => {
  transport?.close();
  if (server !== undefined && 'closeAllConnections' in server) server.closeAllConnections();
  const open = server;
  server = undefined;
  if (open !== undefined) await new Promise((resolve) => open.close(resolve));
});

async function listen(started: Server | TcpServer): Promise<string> {
  server = started;
  await new Promise<void>((resolve) => {
    started.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/v1?secret=1`;
}

function sending(url: string, limits: Partial<Limits> = {}, signal = CALM) {
  transport = new Transport({
    isAllowedHost: ({ hostname }) => hostname === '127.0.0.1',
    userAgent: 'source-navan/1.2.3',
    maxConcurrency: 4,
    limits: { ...LIMITS, ...limits },
    clock: systemClock,
  });
  return transport.send({ method: 'GET', url, label: 'page 1' }, signal);
}

const answering = (listener: RequestListener) => listen(createServer(listener));
const raw = (text: string | Buffer, destroy = false) =>
  listen(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.write(text, () => {
          if (destroy) socket.destroy();
          else socket.end();
        });
      });
    }),
  );

const page = Buffer.from(JSON.stringify({ data: 'x'.repeat(5000) }));
const packed = gzipSync(page);

test('given a gzip response, when it is complete, then it is decoded, with the requested headers', async () => {
  const url = await answering((request, response) => {
    expect(request.headers['accept']).toBe('application/json');
    expect(request.headers['user-agent']).toBe('source-navan/1.2.3');
    response.setHeader('date', 'Sun, 01 Mar 2026 00:00:00 GMT');
    response.setHeader('content-encoding', 'gzip').end(packed);
  });
  const response = await sending(url);
  expect(response.body.equals(page)).toBe(true);
  expect(response.serverTime).toBe(Date.parse('2026-03-01T00:00:00Z'));
});

test('given a redirect, when it is received, then it is not followed', async () => {
  let requests = 0;
  const url = await answering((_request, response) => {
    requests += 1;
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect((await sending(url)).status).toBe(302);
  expect(requests).toBe(1);
});

test.each([
  ['cut-short', (encoded: Buffer) => encoded.subarray(0, encoded.length - 20)],
  ['corrupt-encoding', (encoded: Buffer) => Buffer.concat([Buffer.from('no'), encoded])],
])(
  'given a gzip body that is %s, when it is decoded, then it is that fault',
  async (fault, spoil) => {
    const url = await answering((_request, response) => {
      response.setHeader('content-encoding', 'gzip').end(spoil(packed));
    });
    await expect(sending(url)).rejects.toMatchObject({ fault });
  },
);

test.each([
  ['cut-short', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"a":'],
  ['cut-short', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n'],
  ['malformed-http', 'SMTP ready\r\n\r\n'],
  ['headers-too-large', `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(40_000)}\r\n\r\n`],
  ['connection-reset', ''],
  ['unknown-encoding', 'HTTP/1.1 200 OK\r\nContent-Encoding: odd\r\nContent-Length: 2\r\n\r\n{}'],
])(
  'given a response that is %s, when it is received, then it is that fault',
  async (fault, text) => {
    await expect(sending(await raw(text, text === ''))).rejects.toMatchObject({ fault });
  },
);

test('given no listening server, when a request is sent, then the connection is refused', async () => {
  const url = await answering(() => undefined);
  server?.close();
  server = undefined;
  await expect(sending(url)).rejects.toMatchObject({ fault: 'connection-refused' });
});

test('given a body that grows when decoded, when it exceeds the limit, then it is too large', async () => {
  const url = await answering((_request, response) => {
    response.setHeader('content-encoding', 'gzip').end(packed);
  });
  await expect(sending(url, { maxBodyBytes: 1000 })).rejects.toMatchObject({
    fault: 'body-too-large',
  });
});

test('given a body larger than the limit, when it is received, then it is too large', async () => {
  const url = await answering((_request, response) => response.end(page));
  await expect(sending(url, { maxBodyBytes: 1000 })).rejects.toMatchObject({
    fault: 'body-too-large',
  });
});

test('given a server that goes silent, when no byte arrives, then it has stalled', async () => {
  const url = await answering((_request, response) => {
    response.write('{');
  });
  await expect(sending(url, { idleTimeoutMs: 40 })).rejects.toMatchObject({ fault: 'stalled' });
});

test('given a server that drips, when the response takes too long, then it is too slow', async () => {
  const url = await answering((_request, response) => {
    const drip = setInterval(() => response.write(' '), 5);
    response.on('close', () => {
      clearInterval(drip);
    });
  });
  await expect(sending(url, { answerTimeoutMs: 40 })).rejects.toMatchObject({ fault: 'too-slow' });
});

test('given an aborted signal, when a request is in flight, then it ends with its reason', async () => {
  const stop = new AbortController();
  const url = await answering(() => {
    stop.abort(new Error('enough'));
  });
  await expect(sending(url, {}, stop.signal)).rejects.toThrow('enough');
});

test('given a host that is not allowed, when a request is made, then it is not sent and no query is shown', async () => {
  const error: unknown = await sending('https://evil.test/?secret=1').catch((e: unknown) => e);
  expect(String(error)).toContain('evil.test');
  expect(String(error)).not.toContain('secret=1');
});

test('given HTTPS_PROXY, when an https request is sent, then it goes through CONNECT, and NO_PROXY bypasses it', async () => {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await listen(proxy);
  const { port } = proxy.address() as AddressInfo;
  const before = { ...process.env };
  process.env['HTTPS_PROXY'] = `http://127.0.0.1:${port}`;
  process.env['NO_PROXY'] = '';
  await expect(sending('https://127.0.0.1:1/')).rejects.toMatchObject({
    message: expect.stringContaining('of HTTPS_PROXY answered HTTP 502') as string,
  });
  process.env['NO_PROXY'] = '127.0.0.1';
  await expect(sending('https://127.0.0.1:1/')).rejects.toMatchObject({
    fault: 'connection-refused',
  });
  process.env = before;
  expect(asked).toEqual(['127.0.0.1:1']);
});

test('given a host that only speaks http, when an https request is sent, then the error says that it does not speak TLS', async () => {
  const url = (await answering((_request, response) => response.end('{}'))).replace(
    'http',
    'https',
  );
  await expect(sending(url)).rejects.toMatchObject({
    fault: 'network',
    message: expect.stringMatching(/^127\.0\.0\.1:\d+ does not speak TLS/) as string,
  });
});

test('given network errors, when they are described, then each names the host', () => {
  const words = (code: string) =>
    faultOfAxios(new AxiosError('', code), {
      durationMs: 1,
      tooSlow: false,
      limits: LIMITS,
      route: routeTo('https://api.test/v1?secret=1'),
    }).message;
  expect(
    ['ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ENETUNREACH', 'CERT_HAS_EXPIRED', 'EOTHER'].map(words),
  ).toEqual([
    'api.test could not be found: DNS has no address for it',
    'api.test could not be found: DNS does not respond',
    'the connection to api.test timed out',
    'api.test is unreachable from here',
    'the certificate of api.test (CERT_HAS_EXPIRED)',
    'the connection to api.test failed (EOTHER)',
  ]);
});
