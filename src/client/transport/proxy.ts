import { proxyVariable, type EnvironmentVariable } from '../../config/environment';
import { isExcepted } from './no-proxy';
import { TransportFault } from './transport-fault';

export interface Proxy {
  /** The one that names it, for messages. */
  readonly variable: EnvironmentVariable;
  /** With `http:` added if the variable has no scheme; absent if it can't be used. */
  readonly address?: URL;
  /** Why it can't be used, without showing any of it. */
  readonly flaw?: string;
}

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** Same lookup as curl and Python: the variable for the URL's scheme, then `ALL_PROXY`. */
export function proxyFor(url: string): Proxy | undefined {
  const { protocol, hostname, port } = new URL(url);
  const own = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const variable = ([own, 'ALL_PROXY'] as const).find((name) => proxyVariable(name) !== '');
  if (variable === undefined) return undefined;
  const target = { hostname, port: Number(port || PORTS[protocol]) };
  if (isExcepted(proxyVariable('NO_PROXY'), target)) return undefined;
  return { variable, ...read(proxyVariable(variable)) };
}

/** The default scheme is http, even for an https request. */
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

/** A character that ends the host of a URL, followed by an @: meant as part of a user or password. */
function hasStrayCharacter(address: string): boolean {
  const [, rest = ''] = /^[^:]*:\/\/(.*)$/s.exec(address) ?? [];
  const end = rest.search(/[/?#\\]/);
  return end >= 0 && rest.includes('@', end);
}

/** In a password, a percent sign that starts no escape is literal. */
function withWholeEscapes(address: string): string {
  return address.replaceAll(/%(?![\da-f]{2})/giu, '%25');
}

/** Where a request goes, for messages. Shows only scheme, host and port of an address. */
export interface Route {
  readonly isProxied: boolean;
  /** The other end of the first connection: the proxy, if there is one. */
  readonly peer: string;
  /** The host, and the proxy in between if there is one. */
  readonly way: string;
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

/** Hides the password that a proxy's address may hold. */
function named({ address, variable }: Proxy): string {
  if (address === undefined) return `the address in ${variable}`;
  return `the proxy ${address.protocol}//${address.host} of ${variable}`;
}

/**
 * An error that the proxy sent instead of forwarding the request. It looks like a response, but a proxy's 403 must not
 * count as the API's. An https request answered without TLS never got past the proxy.
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
