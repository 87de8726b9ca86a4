import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy for https: it accepts every CONNECT, and records what passes through. */
export interface Tunnel {
  readonly port: number;
  /** Hosts that it was asked to connect to, with ports. */
  readonly asked: readonly string[];
  /** Everything a client sent through it. */
  readonly seen: () => Buffer;
  close(): Promise<void>;
}

export interface TunnelOptions {
  /** A user and password, separated by a colon, without which it returns 407. */
  readonly credentials?: string;
  /** Where every connection ends, whatever the requested host: as with a TLS-inspecting proxy. */
  readonly leadsTo?: number;
}

export async function startTunnel({ credentials, leadsTo }: TunnelOptions = {}): Promise<Tunnel> {
  const asked: string[] = [];
  const seen: Buffer[] = [];
  const open = new Set<Duplex>();
  const server = createServer();
  server.on('connect', (request, client) => {
    follow(client, open);
    asked.push(request.url ?? '');
    if (request.headers['proxy-authorization'] !== wanted(credentials)) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const port = leadsTo ?? Number(new URL(`http://${request.url ?? ''}`).port);
    const target = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.on('data', (chunk: Buffer) => seen.push(chunk));
      client.pipe(target).pipe(client);
    });
    follow(target, open);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    seen: () => Buffer.concat(seen),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

function wanted(credentials: string | undefined): string | undefined {
  return credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
}

/** Clients that disconnect midway are normal here. */
function follow(socket: Duplex, open: Set<Duplex>): void {
  open.add(socket);
  socket.on('error', () => undefined);
  socket.on('close', () => open.delete(socket));
}
