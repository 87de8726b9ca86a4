import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { SECRET } from './config';

export type ServerName =
  | 'nothing'
  | 'another protocol'
  | 'a line that is cut'
  | 'another place'
  | 'a page'
  | 'a page that refuses'
  | 'a page of a gateway'
  | 'no such path'
  | 'other JSON';

const answering =
  (
    status: number,
    type: string,
    body: string,
    headers: Record<string, string> = {},
  ): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(body);
  };

const HTTP: Partial<Record<ServerName, RequestListener>> = {
  'another place': answering(302, 'text/plain', '', {
    location: `https://login.example.com/?x=${SECRET}`,
  }),
  'a page': answering(200, 'text/html', '<html><title>Please sign in</title></html>'),
  'a page that refuses': answering(403, 'text/html', '<html><h1>Access denied</h1></html>'),
  'a page of a gateway': answering(502, 'text/html', '<html><h1>Bad Gateway</h1></html>'),
  'no such path': answering(404, 'text/plain', 'Not found'),
  'other JSON': answering(200, 'application/json', '{"hello":"world"}'),
};

/** A server on this machine that is not Navan. */
export async function serve(name: ServerName): Promise<{ url: string; server: Server }> {
  const listener = HTTP[name];
  const server: Server = listener
    ? createServer(listener)
    : createTcpServer((socket) => {
        socket.on('error', () => undefined).resume();
        if (name === 'another protocol') socket.end('SSH-2.0-OpenSSH_9.6\r\n');
        else socket.destroy();
      });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  if (name === 'nothing') await closed(server);
  return { url: `http://127.0.0.1:${String(port)}`, server };
}

export function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
