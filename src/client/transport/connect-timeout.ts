import type { Agent } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpsProxyAgent } from 'https-proxy-agent';

/** Gives up a connection that the agent began and that is not open, its TLS included, after `ms`. */
export function opensWithin<A extends Agent>(ms: number, opened: string, agent: A): A {
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = create(options, callback);
    if (socket) endUnlessOpen(socket, opened, ms);
    return socket;
  };
  return agent;
}

/** The same for a tunnel: the proxy has `ms` to answer CONNECT, and the host behind it `ms` for its TLS. */
export function tunnelsWithin(ms: number, agent: HttpsProxyAgent<string>): HttpsProxyAgent<string> {
  const connect = agent.connect.bind(agent);
  agent.connect = async (request, options) => {
    const socket = await inTime(connect(request, options), ms);
    endUnlessOpen(socket, 'secureConnect', ms);
    return socket;
  };
  return agent;
}

function endUnlessOpen(socket: Duplex, opened: string, ms: number): void {
  const timer = setTimeout(() => {
    socket.destroy(timedOut());
  }, ms);
  const stop = (): void => {
    clearTimeout(timer);
  };
  socket.once(opened, stop).once('close', stop);
}

async function inTime<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(timedOut());
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** As the kernel says it of a connection that it gave up. */
function timedOut(): Error {
  return Object.assign(new Error('the connection was not opened in time'), { code: 'ETIMEDOUT' });
}
