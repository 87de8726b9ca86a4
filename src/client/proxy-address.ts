import type { AxiosProxyConfig } from 'axios';
import { getProxyForUrl } from 'proxy-from-env';

/**
 * The environment's proxy for an address. axios looks there as well, but takes the escapes in user and password, without
 * which an `@` in them cannot be written, for the characters themselves.
 */
export function proxyFor(url: string): AxiosProxyConfig | false {
  const address = getProxyForUrl(url);
  if (address === '') return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  return {
    protocol,
    host: hostname,
    port: port === '' ? defaultPort(protocol) : Number(port),
    ...(username === ''
      ? {}
      : { auth: { username: unescaped(username), password: unescaped(password) } }),
  };
}

function defaultPort(protocol: string): number {
  return protocol === 'https:' ? 443 : 80;
}

/** A percent sign that begins no escape stands for itself. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
