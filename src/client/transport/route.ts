import type { Proxy } from './proxy';
import { proxyFor } from './proxy';

/** Who a request is sent to, in words. Nothing of an address is shown but scheme, host and port. */
export interface Route {
  readonly isProxied: boolean;
  /** Whom the first connection goes to: the proxy, if there is one. */
  readonly peer: string;
  /** The host, with the proxy on the way to it. */
  readonly way: string;
  /** Whether the proxy's address holds a user and password. */
  readonly hasCredentials: boolean;
}

export function routeTo(url: string): Route {
  const { host } = new URL(url);
  const proxy = proxyFor(url);
  if (!proxy) return { isProxied: false, peer: host, way: host, hasCredentials: false };
  const peer = named(proxy);
  const hasCredentials = (proxy.address?.username ?? '') !== '';
  return { isProxied: true, peer, way: `${host} through ${peer}`, hasCredentials };
}

/** A proxy's address holds its password. */
function named({ address, variable }: Proxy): string {
  if (address === undefined) return `the address in ${variable}`;
  return `the proxy ${address.protocol}//${address.host} of ${variable}`;
}
