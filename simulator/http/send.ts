import type { ServerResponse } from 'node:http';
import type { Outgoing } from '../faults/fault';

export function send(response: ServerResponse, { status, headers, body }: Outgoing): Promise<void> {
  response.writeHead(status, { ...headers, 'Content-Length': body.length });
  response.end(body);
  return Promise.resolve();
}

/** Waits in real time, but only while the client is connected. */
export function pause(ms: number, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (gone.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      gone.removeEventListener('abort', done);
      resolve();
    }
    gone.addEventListener('abort', done);
  });
}
