import { getProxyForUrl } from 'proxy-from-env';

/** Who a request is sent to, in words. Nothing of an address is shown but scheme, host and port. */
export interface Route {
  readonly isProxied: boolean;
  /** Whom the first connection goes to: the proxy, if there is one. */
  readonly peer: string;
  /** The host, with the proxy on the way to it. */
  readonly way: string;
}

export function routeTo(url: string): Route {
  const { host, protocol } = new URL(url);
  const proxy = getProxyForUrl(url);
  if (proxy === '') return { isProxied: false, peer: host, way: host };
  const peer = named(proxy, protocol === 'http:' ? 'HTTP_PROXY' : 'HTTPS_PROXY');
  return { isProxied: true, peer, way: `${host} through ${peer}` };
}

/** A proxy's address holds its password. */
function named(proxy: string, variable: string): string {
  if (!URL.canParse(proxy)) return `the address in ${variable}`;
  const { protocol, host } = new URL(proxy);
  return `the proxy ${protocol}//${host} of ${variable}`;
}
