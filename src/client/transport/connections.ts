import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { PATIENCE } from '../limits';
import { proxyFor } from './proxy';
import { opensWithin, tunnelsWithin } from './connect-timeout';

/** What axios is to be told about the way to a host. */
export interface Way {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpAgent;
  /** Absent: axios looks into the environment itself. */
  readonly proxy?: false;
}

/** The environment names a proxy that cannot be used. Its message shows nothing of the address. */
export class UnusableProxy extends Error {
  override readonly name = 'UnusableProxy';
}

/**
 * Milliseconds that one of a host's addresses has to open a connection before the next one is tried. Node gives each a
 * quarter of a second, in which a slow link opens none at all.
 */
const PER_ADDRESS = 5000;

/**
 * Connections that are kept open from one request to the next. Where `HTTPS_PROXY` is set and `NO_PROXY` does not name
 * the host, they are tunnels through that proxy: axios would open one for each request, with a TLS handshake in it.
 * `HTTP_PROXY` is left to axios.
 */
export class Connections {
  private readonly httpAgent: HttpAgent;
  private readonly httpsAgent: HttpsAgent;
  private readonly tunnels = new Map<string, HttpsProxyAgent<string>>();

  /** `connectMs`: for one connection until it is open. */
  constructor(
    maxConcurrency: number,
    private readonly connectMs: number = PATIENCE.connect,
  ) {
    const options = { ...KEPT, maxSockets: maxConcurrency };
    this.httpAgent = opensWithin(connectMs, 'connect', new HttpAgent(options));
    this.httpsAgent = opensWithin(connectMs, 'secureConnect', new HttpsAgent(options));
  }

  /** @throws UnusableProxy where the environment names one that cannot be used. */
  to(url: string): Way {
    const { httpAgent, httpsAgent } = this;
    const proxy = proxyFor(url);
    if (!proxy) return { httpAgent, httpsAgent, proxy: false };
    const { address, variable, flaw } = proxy;
    if (!address) throw new UnusableProxy(`the address in ${variable} ${flaw ?? 'is not a URL'}`);
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
      this.tunnels.get(proxy) ?? tunnelsWithin(this.connectMs, new HttpsProxyAgent(proxy, KEPT));
    this.tunnels.set(proxy, tunnel);
    return tunnel;
  }
}

const KEPT = { keepAlive: true, autoSelectFamilyAttemptTimeout: PER_ADDRESS } as const;
