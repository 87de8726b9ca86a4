import { routeTo } from './route';
import { TransportFault } from './transport-fault';

/**
 * What a proxy said instead of passing the request on. It comes in the shape of an answer, and a 403 of a proxy must
 * not be taken for one of the API. An https request that was answered without TLS never got any further than the proxy.
 */
export function proxyFault(
  { status, isEncrypted }: { readonly status: number; readonly isEncrypted: boolean },
  url: string,
  durationMs: number,
): TransportFault | undefined {
  const isTunnelRefused = url.startsWith('https:') && !isEncrypted;
  if (!isTunnelRefused && status !== 407) return undefined;
  const { isProxied, peer, hasCredentials } = routeTo(url);
  if (!isProxied) return undefined;
  const asksFor = hasCredentials
    ? ', which asks for another user or password than those in its address'
    : ', which asks for a user and password';
  const wants = status === 407 ? asksFor : '';
  const message = `${peer} answered HTTP ${status}${wants}`;
  const isRefusal = status >= 300 && status < 500;
  return new TransportFault(isRefusal ? 'proxy-refused' : 'network', message, durationMs);
}
