import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { systemClock } from '../../../src/client/clock';
import { PATIENCE } from '../../../src/client/patience';
import { createTransport } from '../../../src/client/transport';
import { CALM } from './answers';

const before = process.env['HTTPS_PROXY'];
afterEach(() => {
  if (before === undefined) delete process.env['HTTPS_PROXY'];
  else process.env['HTTPS_PROXY'] = before;
});

/** A proxy that never answers the first requests for a tunnel and refuses the later ones. */
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

it('given tunnels that the proxy never answers, as many as requests at a time, when more are sent, then they reach the proxy', async () => {
  const proxy = await hangingProxy(2);
  process.env['HTTPS_PROXY'] = `http://127.0.0.1:${proxy.port}`;
  const transport = createTransport({
    isAllowedHost: () => true,
    userAgent: 'test',
    maxConcurrency: 2,
    patience: { ...PATIENCE, idle: 200, answer: 400 },
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
