import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { Limits } from '../limits';
import { proxyFor } from './proxy';
import { TransportFault } from './transport-fault';

/** axios options for a host. */
export interface Way {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpAgent;
  /** Absent: axios reads the environment itself. */
  readonly proxy?: false;
}

/**
 * Keep-alive connections. If `HTTPS_PROXY` is set and `NO_PROXY` doesn't name the host, they are tunnels through that
 * proxy: axios would open one per request, each with a TLS handshake. `HTTP_PROXY` is left to axios.
 */
export class Connections {
  private readonly httpAgent: HttpAgent;
  private readonly httpsAgent: HttpsAgent;
  private readonly tunnels = new Map<string, HttpsProxyAgent<string>>();
  /** By origin. */
  private readonly ways = new Map<string, Way>();

  constructor(
    maxConcurrency: number,
    private readonly limits: Pick<Limits, 'connectTimeoutMs' | 'addressTimeoutMs'>,
  ) {
    const options = { ...this.kept, maxSockets: maxConcurrency };
    const { connectTimeoutMs } = limits;
    this.httpAgent = opensWithin(connectTimeoutMs, 'connect', new HttpAgent(options));
    this.httpsAgent = opensWithin(connectTimeoutMs, 'secureConnect', new HttpsAgent(options));
  }

  /** @throws TransportFault if the environment names an unusable proxy; doesn't show its address. */
  to({ origin }: URL): Way {
    let way = this.ways.get(origin);
    if (way === undefined) this.ways.set(origin, (way = this.wayTo(origin)));
    return way;
  }

  private wayTo(origin: string): Way {
    const { httpAgent, httpsAgent } = this;
    const proxy = proxyFor(origin);
    if (!proxy) return { httpAgent, httpsAgent, proxy: false };
    const { address, variable, flaw } = proxy;
    if (!address) {
      const found = `the address in ${variable} ${flaw ?? 'is not a URL'}`;
      throw new TransportFault('proxy-refused', found, 0);
    }
    if (!origin.startsWith('https:')) return { httpAgent, httpsAgent };
    return { httpAgent, httpsAgent: this.tunnel(address.href), proxy: false };
  }

  close(): void {
    for (const agent of [this.httpAgent, this.httpsAgent, ...this.tunnels.values()])
      agent.destroy();
  }

  /** No socket limit: a proxy that never answers CONNECT would hold a socket forever. */
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

/** Gives up a connection that isn't open, including TLS, after `ms`. */
function opensWithin<A extends HttpAgent>(ms: number, opened: string, agent: A): A {
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = create(options, callback);
    if (socket) endUnlessOpen(socket, opened, ms);
    return socket;
  };
  return agent;
}

/** The same for a tunnel: `ms` for the proxy to answer CONNECT, and `ms` for the host's TLS. */
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

/** The error that the kernel reports for a connection that timed out. */
function timedOut(): Error {
  return Object.assign(new Error('the connection was not opened in time'), { code: 'ETIMEDOUT' });
}
