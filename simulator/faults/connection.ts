import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { pause, send } from '../http/send';
import type { Outgoing, Send } from './fault';

/** Sends the head and the first bytes, which arrive before anything else happens. */
function begin(
  response: ServerResponse,
  { status, headers, body }: Outgoing,
  bytes: number,
): Promise<void> {
  response.writeHead(status, { ...headers, 'Content-Length': body.length });
  return new Promise((resolve) => {
    response.write(body.subarray(0, bytes), () => {
      resolve();
    });
  });
}

export function reset(afterBytes?: number): Send {
  return async (response, answer) => {
    if (afterBytes !== undefined) await begin(response, answer, afterBytes);
    response.socket?.resetAndDestroy();
  };
}

export function stall(afterBytes?: number): Send {
  return async (response, answer) => {
    if (afterBytes !== undefined) await begin(response, answer, afterBytes);
  };
}

export function truncate(atBytes?: number): Send {
  return async (response, answer) => {
    await begin(response, answer, atBytes ?? Math.floor(answer.body.length / 2));
    response.destroy();
  };
}

export function delay(ms: number): Send {
  return async (response, answer, gone) => {
    await pause(ms, gone);
    await send(response, answer);
  };
}

/** Ten pieces a second. */
export function slow(bytesPerSecond: number): Send {
  return async (response, { status, headers, body }, gone) => {
    response.writeHead(status, { ...headers, 'Content-Length': body.length });
    const piece = Math.max(1, Math.ceil(bytesPerSecond / 10));
    for (let at = 0; at < body.length && !gone.aborted; at += piece) {
      response.write(body.subarray(at, at + piece));
      await pause(100, gone);
    }
    response.end();
  };
}

export function endless(): Send {
  return async (response, { status, headers }, gone) => {
    response.writeHead(status, { ...headers, 'Content-Encoding': 'identity' });
    const piece = Buffer.alloc(65_536, ' ');
    while (!gone.aborted) {
      // A client that leaves rejects the wait, which ends the loop.
      if (!response.write(piece)) await once(response, 'drain', { signal: gone }).catch(() => null);
    }
  };
}
