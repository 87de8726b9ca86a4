import { ALLOWED_HOSTS_VARIABLE } from './allowed-hosts';
import type { Explanation } from './explain-date-time';

/** What `URL` leaves of the many ways to write an address: four decimal numbers, or brackets. */
const IP_ADDRESS = /^\d+(\.\d+){3}$|^\[/;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Why a URL that the spec's pattern refuses is refused. The pattern decides; this only finds the words. */
export function explainUrl(value: string, expected: string): Explanation {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return { expected, found: 'no address that begins with https://' };
  }
  return { expected, ...found(url) };
}

function found(url: URL): Omit<Explanation, 'expected'> {
  const { hostname } = url;
  if (url.username !== '' || url.password !== '') return { found: 'a user name in the address' };
  if (LOOPBACK.has(hostname)) return { found: `${hostname} without a port, or with a path` };
  if (url.protocol === 'http:')
    return { found: `http to ${hostname}, which would send the secret unencrypted` };
  if (IP_ADDRESS.test(hostname)) return { found: `the IP address ${hostname}` };
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return { found: `more than a host: ${hostname} and a path` };
  return {
    found: `the host ${hostname}`,
    hint: `Whoever runs the connector can allow another host in the environment variable ${ALLOWED_HOSTS_VARIABLE}.`,
  };
}
