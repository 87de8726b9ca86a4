import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { opensWithin, tunnelsWithin } from './transport-connect-timeout';
import { PATIENCE } from './patience';

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

  /** `connectMs`: for one connection until it is open. */
  constructor(
    private readonly maxConcurrency: number,
    private readonly connectMs: number = PATIENCE.connect,
  ) {
    this.httpAgent = opensWithin(connectMs, 'connect', new HttpAgent(this.options));
    this.httpsAgent = opensWithin(connectMs, 'secureConnect', new HttpsAgent(this.options));
  }

  /** Throws where the environment's proxy has an address that is none. */
  to(url: string): Way {
    const { httpAgent, httpsAgent } = this;
    if (!url.startsWith('https:')) return { httpAgent, httpsAgent };
    const proxy = getProxyForUrl(url);
    return { httpAgent, httpsAgent: proxy === '' ? httpsAgent : this.tunnel(proxy), proxy: false };
  }

  close(): void {
    for (const agent of [this.httpAgent, this.httpsAgent, ...this.tunnels.values()])
      agent.destroy();
  }

  private get options(): { readonly keepAlive: true; readonly maxSockets: number } {
    return { keepAlive: true, maxSockets: this.maxConcurrency };
  }

  /** Without a number of sockets: a proxy that never answers CONNECT would take one of them for good. */
  private tunnel(proxy: string): HttpsProxyAgent<string> {
    const tunnel =
      this.tunnels.get(proxy) ??
      tunnelsWithin(
        this.connectMs,
        new HttpsProxyAgent(withWholeEscapes(proxy), { keepAlive: true }),
      );
    this.tunnels.set(proxy, tunnel);
    return tunnel;
  }
}

/** A percent sign in a password that begins no escape stands for itself. */
function withWholeEscapes(address: string): string {
  return address.replaceAll(/%(?![\da-f]{2})/giu, '%25');
}
