import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Sends the same buffer in every response. Argument: its size in bytes. */
const page = Buffer.alloc(Number(process.argv[2]), 'x');
const server = createServer({ keepAliveTimeout: 60_000 }, (_, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': page.length });
  response.end(page);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}\n`);
});
