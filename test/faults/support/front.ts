import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Simulator } from '../../../simulator';
import type { Certified } from './certificates';

/** What a connector connects to instead of the simulator behind it. */
export interface Front extends Pick<Simulator, 'config'> {
  readonly port: number;
  /** How many requests arrived. */
  readonly requests: () => number;
  close(): Promise<void>;
}

export interface FrontOptions {
  /** Absent: plain http. */
  readonly certified?: Certified & ServerOptions;
  /** Body of a response that does not come from the simulator; undefined: ask the simulator. */
  readonly answer?: (path: string) => string | undefined;
}

/** A server on the loopback interface in front of a simulator; it speaks TLS or sends its own responses. */
export async function startFront(
  simulator: Simulator,
  { certified, answer = () => undefined }: FrontOptions,
): Promise<Front> {
  let requests = 0;
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    requests++;
    const own = answer(request.url ?? '');
    if (own === undefined) void passOn(simulator, request, response);
    else response.setHeader('Content-Type', 'application/json').end(own);
  };
  const server = certified ? createHttps(certified, serve) : createHttp(serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `${certified ? 'https' : 'http'}://localhost:${port}`;
  return {
    port,
    requests: () => requests,
    config: (overrides: { advanced?: object } = {}) =>
      simulator.config({ ...overrides, advanced: { ...overrides.advanced, api_url: url } }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function passOn(
  simulator: Simulator,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', headers } = request;
  const answer = await fetch(simulator.url + (request.url ?? ''), {
    method,
    headers: {
      authorization: headers.authorization ?? '',
      'content-type': headers['content-type'] ?? '',
    },
    ...(method === 'GET' ? {} : { body: await text(request) }),
  });
  response.writeHead(answer.status, {
    'Content-Type': answer.headers.get('content-type') ?? '',
    Date: answer.headers.get('date') ?? '',
  });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
