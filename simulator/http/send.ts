import type { ServerResponse } from 'node:http';
import type { Outgoing } from '../faults/fault';

/** Sends the answer as it is. */
export function send(response: ServerResponse, { status, headers, body }: Outgoing): Promise<void> {
  response.writeHead(status, { ...headers, 'Content-Length': body.length });
  response.end(body);
  return Promise.resolve();
}

/** Waits in real time, and no longer than somebody is there. */
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
