import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { Limits } from '../limits';
import { proxyFor } from './proxy';
import { TransportFault } from './transport-fault';

/** What axios is to be told about the way to a host. */
export interface Way {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpAgent;
  /** Absent: axios looks into the environment itself. */
  readonly proxy?: false;
}

/**
 * Connections that are kept open from one request to the next. Where `HTTPS_PROXY` is set and `NO_PROXY` does not name
 * the host, they are tunnels through that proxy: axios would open one for each request, with a TLS handshake in it.
 * `HTTP_PROXY` is left to axios.
 */
export class Connections {
  private readonly httpAgent: HttpAgent;
  private readonly httpsAgent: HttpsAgent;
  private readonly tunnels = new Map<string, HttpsProxyAgent<string>>();

  constructor(
    maxConcurrency: number,
    private readonly limits: Pick<Limits, 'connectTimeoutMs' | 'addressTimeoutMs'>,
  ) {
    const options = { ...this.kept, maxSockets: maxConcurrency };
    const { connectTimeoutMs } = limits;
    this.httpAgent = opensWithin(connectTimeoutMs, 'connect', new HttpAgent(options));
    this.httpsAgent = opensWithin(connectTimeoutMs, 'secureConnect', new HttpsAgent(options));
  }

  /** @throws TransportFault where the environment names a proxy that cannot be used; shows nothing of its address. */
  to(url: string): Way {
    const { httpAgent, httpsAgent } = this;
    const proxy = proxyFor(url);
    if (!proxy) return { httpAgent, httpsAgent, proxy: false };
    const { address, variable, flaw } = proxy;
    if (!address) {
      const found = `the address in ${variable} ${flaw ?? 'is not a URL'}`;
      throw new TransportFault('proxy-refused', found, 0);
    }
    if (!url.startsWith('https:')) return { httpAgent, httpsAgent };
    return { httpAgent, httpsAgent: this.tunnel(address.href), proxy: false };
  }

  close(): void {
    for (const agent of [this.httpAgent, this.httpsAgent, ...this.tunnels.values()])
      agent.destroy();
  }

  /** Without a number of sockets: a proxy that never answers CONNECT would take one of them for good. */
  private tunnel(proxy: string): HttpsProxyAgent<string> {
    const tunnel =
      this.tunnels.get(proxy) ??
      tunnelsWithin(this.limits.connectTimeoutMs, new HttpsProxyAgent(proxy, this.kept));
    this.tunnels.set(proxy, tunnel);
    return tunnel;
  }

  private get kept() {
    return { keepAlive: true, autoSelectFamilyAttemptTimeout: this.limits.addressTimeoutMs };
  }
}

/** Gives up a connection of the agent that is not open, its TLS included, after `ms`. */
function opensWithin<A extends HttpAgent>(ms: number, opened: string, agent: A): A {
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = create(options, callback);
    if (socket) endUnlessOpen(socket, opened, ms);
    return socket;
  };
  return agent;
}

/** The same for a tunnel: the proxy has `ms` to answer CONNECT, and the host behind it `ms` for its TLS. */
function tunnelsWithin(ms: number, agent: HttpsProxyAgent<string>): HttpsProxyAgent<string> {
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
