import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { systemClock } from '../../../../src/client/clock';
import { LIMITS } from '../../../../src/client/limits';
import { Transport } from '../../../../src/client/transport/transport';
import { Connections } from '../../../../src/client/transport/connections';
import { CALM } from '../answers';

const before = ['HTTPS_PROXY', 'HTTP_PROXY'].map((name) => [name, process.env[name]] as const);
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
});

/** A proxy that never answers the first requests for a tunnel and refuses later ones. */
async function hangingProxy(hangs: number) {
  const asked: Duplex[] = [];
  const server = createServer();
  server.on('connect', (_request, socket: Duplex) => {
    socket.on('error', () => undefined);
    if (asked.push(socket) > hangs) socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    for (const socket of asked) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  };
  return { asked, close, port: (server.address() as AddressInfo).port };
}

it('given unanswered tunnels up to the concurrency limit, when more requests are sent, then they reach the proxy', async () => {
  const proxy = await hangingProxy(2);
  process.env['HTTPS_PROXY'] = `http://127.0.0.1:${proxy.port}`;
  const transport = new Transport({
    isAllowedHost: () => true,
    userAgent: 'test',
    maxConcurrency: 2,
    limits: { ...LIMITS, idleTimeoutMs: 200, answerTimeoutMs: 400 },
    clock: systemClock,
  });
  const request = { method: 'GET', url: 'https://api.example.com/v1', label: 'page' } as const;
  const two = () => Promise.allSettled([1, 2].map(() => transport.send(request, CALM)));
  await two();
  expect(proxy.asked).toHaveLength(2);
  await two();
  expect(proxy.asked).toHaveLength(4);
  transport.close();
  await proxy.close();
});

describe('given a connection that does not open in time', () => {
  const sending = async (url: string, connectTimeoutMs: number): Promise<void> => {
    const transport = new Transport({
      isAllowedHost: () => true,
      userAgent: 'test',
      maxConcurrency: 1,
      limits: { ...LIMITS, connectTimeoutMs },
      clock: systemClock,
    });
    const failure = transport.send({ method: 'GET', url, label: 'page' } as const, CALM);
    await expect(failure).rejects.toMatchObject({
      fault: 'network',
      message: expect.stringMatching(/timed out/u) as string,
    });
    transport.close();
  };

  it('because the server never answers the TLS handshake, then it times out', async () => {
    delete process.env['HTTPS_PROXY'];
    const server = createTcpServer((socket) => socket.on('error', () => undefined).resume());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await sending(`https://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, 50);
    await new Promise((resolve) => server.close(resolve));
  });

  it('because the proxy never answers CONNECT, then it times out', async () => {
    const proxy = await hangingProxy(1);
    process.env['HTTPS_PROXY'] = `http://127.0.0.1:${proxy.port}`;
    await sending('https://api.example.com/v1', 50);
    await proxy.close();
  });

  it("because the tunnel's target never answers the TLS handshake, then it times out", async () => {
    const proxy = createServer();
    const tunnels: Duplex[] = [];
    proxy.on('connect', (_request, socket: Duplex) => {
      tunnels.push(socket.on('error', () => undefined));
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    process.env['HTTPS_PROXY'] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    await sending('https://api.example.com/v1', 50);
    for (const tunnel of tunnels) tunnel.destroy();
    await new Promise((resolve) => proxy.close(resolve));
  });

  it('but opens in time, when its response is late, then the response is awaited', async () => {
    delete process.env['HTTPS_PROXY'];
    const server = createServer((_request, response) => {
      setTimeout(() => response.end('{}'), 150);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const transport = new Transport({
      isAllowedHost: () => true,
      userAgent: 'test',
      maxConcurrency: 1,
      limits: { ...LIMITS, connectTimeoutMs: 100 },
      clock: systemClock,
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const { status } = await transport.send({ method: 'GET', url, label: 'page' }, CALM);
    expect(status).toBe(200);
    transport.close();
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('the route to a host', () => {
  const proxied = 'http://me:p%40ss%@127.0.0.1:3128';

  it('given no proxy, when requested, then connections are kept, one per concurrent request', () => {
    delete process.env['HTTPS_PROXY'];
    const connections = new Connections(3, LIMITS);
    const { httpAgent, httpsAgent, proxy } = connections.to(new URL('https://api.example.com/v1'));
    expect(proxy).toBe(false);
    for (const agent of [httpAgent, httpsAgent]) {
      expect(agent).toMatchObject({ options: { keepAlive: true }, maxSockets: 3 });
    }
    connections.close();
  });

  it('given a host with two addresses, when connections open, then a slow link has seconds for the first one', () => {
    process.env['HTTPS_PROXY'] = proxied;
    const through = new Connections(3, LIMITS);
    const { httpAgent, httpsAgent: tunnel } = through.to(new URL('https://api.example.com/v1'));
    delete process.env['HTTPS_PROXY'];
    const direct = new Connections(3, LIMITS);
    const { httpsAgent } = direct.to(new URL('https://api.example.com/v1'));
    for (const agent of [httpAgent, httpsAgent]) {
      expect(agent).toMatchObject({ options: { autoSelectFamilyAttemptTimeout: 5000 } });
    }
    expect(tunnel).toMatchObject({ connectOpts: { autoSelectFamilyAttemptTimeout: 5000 } });
    through.close();
    direct.close();
  });

  it('given http and a proxy for it, when requested, then axios finds the proxy itself', () => {
    process.env['HTTP_PROXY'] = 'http://127.0.0.1:3128';
    const connections = new Connections(3, LIMITS);
    expect(connections.to(new URL('http://127.0.0.1:1/v1'))).not.toHaveProperty('proxy');
    connections.close();
  });

  it('given a proxy, when requested twice, then it is the same tunnel, with everything its address contains', () => {
    process.env['HTTPS_PROXY'] = proxied;
    const connections = new Connections(3, LIMITS);
    const [first, second] = [1, 2].map(() => connections.to(new URL('https://api.example.com/v1')));
    expect(first?.httpsAgent).toBe(second?.httpsAgent);
    expect(first?.proxy).toBe(false);
    const { proxy } = first?.httpsAgent as unknown as { proxy: URL };
    expect(decodeURIComponent(proxy.password)).toBe('p@ss%');
    connections.close();
  });

  it('given connections of all kinds, when closed, then none stays open', () => {
    process.env['HTTPS_PROXY'] = proxied;
    const connections = new Connections(3, LIMITS);
    const plain = connections.to(new URL('http://127.0.0.1:1/v1'));
    const tunnelled = connections.to(new URL('https://api.example.com/v1'));
    const agents = [plain.httpAgent, plain.httpsAgent, tunnelled.httpsAgent];
    const destroyed = agents.map((agent) => jest.spyOn(agent, 'destroy'));
    connections.close();
    expect(destroyed.map((destroy) => destroy.mock.calls.length)).toEqual([1, 1, 1]);
  });
});
