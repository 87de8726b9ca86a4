import { environmentVariable } from '../../config/environment';
import { isExcepted } from './no-proxy';
import { TransportFault } from './transport-fault';

/** The proxy that the environment names for a URL. */
export interface Proxy {
  /** The variable that names it, for people. */
  readonly variable: string;
  /** As it stands there, with the scheme that it leaves out. Absent where it cannot be used. */
  readonly address?: URL;
  /** Why it cannot be used, in words that show nothing of it. */
  readonly flaw?: string;
}

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** As curl and Python look for it: the variable of the URL's scheme, then `ALL_PROXY`, lower case first. */
export function proxyFor(url: string): Proxy | undefined {
  const { protocol, hostname, port } = new URL(url);
  const own = `${protocol.slice(0, -1)}_proxy`;
  const variable = [own, 'all_proxy'].find((name) => value(name) !== '');
  if (variable === undefined) return undefined;
  const target = { hostname, port: Number(port || PORTS[protocol]) };
  if (isExcepted(value('no_proxy'), target)) return undefined;
  return { variable: variable.toUpperCase(), ...read(value(variable)) };
}

function value(name: string): string {
  return environmentVariable(name) || environmentVariable(name.toUpperCase());
}

/** Without a scheme it is http, whatever is asked for through it. */
function read(text: string): Pick<Proxy, 'address' | 'flaw'> {
  const whole = withWholeEscapes(/^[a-z][\w+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  const [, scheme = ''] = /^([^:]*):/.exec(whole) ?? [];
  if (!/^https?$/i.test(scheme)) return { flaw: ofScheme(scheme.toLowerCase()) };
  if (hasStrayCharacter(whole)) return { flaw: UNESCAPED };
  return URL.canParse(whole) ? { address: new URL(whole) } : { flaw: 'is not a URL' };
}

function ofScheme(scheme: string): string {
  return /^socks/.test(scheme)
    ? 'is that of a SOCKS proxy, which is not supported; use an HTTP proxy'
    : 'has a scheme other than http and https';
}

const UNESCAPED =
  'has a character in its user or password that must be escaped: ' +
  '%2F for /, %3F for ?, %23 for #, %5C for a backslash, %3A for : in the user, %40 for @';

/** What ends a host in a URL, and an @ behind it: what was meant is a user and password. */
function hasStrayCharacter(address: string): boolean {
  const [, rest = ''] = /^[^:]*:\/\/(.*)$/s.exec(address) ?? [];
  const end = rest.search(/[/?#\\]/);
  return end >= 0 && rest.includes('@', end);
}

/** A percent sign in a password that begins no escape stands for itself. */
function withWholeEscapes(address: string): string {
  return address.replaceAll(/%(?![\da-f]{2})/giu, '%25');
}

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
    ? ', which rejects the user or password in its address'
    : ', which requires a user and password';
  const wants = status === 407 ? asksFor : '';
  const message = `${peer} answered HTTP ${status}${wants}`;
  const isRefusal = status >= 300 && status < 500;
  return new TransportFault(isRefusal ? 'proxy-refused' : 'network', message, durationMs);
}
