import { environmentVariable } from '../../config/environment';
import { isExcepted } from './exceptions';

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
    ? 'is that of a SOCKS proxy, which is not supported; it takes one that speaks HTTP'
    : 'has a scheme other than http and https';
}

const UNESCAPED =
  'has a character in its user or password that has to be written as an escape: ' +
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
