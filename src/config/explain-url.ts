import { ALLOWED_HOSTS_VARIABLE } from './allowed-hosts';
import type { JsonObject } from './json';
import type { Explanation } from './problem';
import { keywordText } from './property';

/** `URL` normalises every spelling of an IP address to four decimal numbers or brackets. */
const IP_ADDRESS = /^\d+(\.\d+){3}$|^\[/;
export const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

type Finding = Omit<Explanation, 'expected'>;

/** Explains an address that the spec's pattern already refused or that is not a URL; decides nothing itself. */
export function explainUrl(value: string, schema: JsonObject): Explanation {
  const finding = {
    expected: keywordText(schema, 'pattern_descriptor') ?? 'an address',
    ...findingOf(value),
  };
  const pattern = new RegExp(keywordText(schema, 'pattern') ?? '');
  const meant = originsIn(value).find((origin) => pattern.test(origin));
  return meant === undefined ? finding : { ...finding, hint: `Did you mean ${meant}?` };
}

/**
 * What the user may have meant: the https origins without user, path and odd spelling, then the same without a port.
 */
function originsIn(value: string): readonly string[] {
  const spellings = [value, value.replace(/^http:/i, 'https:'), `https://${value}`];
  const origins = spellings
    .flatMap((spelling) => webAddress(spelling)?.origin ?? [])
    .map((origin) => origin.replace(/\.(?=$|:)/, ''))
    // Letters of another alphabet: no host of the API has any.
    .filter((origin) => !origin.includes('xn--'));
  return [...origins, ...origins.map((origin) => origin.replace(/:\d+$/, ''))];
}

function webAddress(value: string): URL | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) ? url : undefined;
}

function findingOf(value: string): Finding {
  const url = webAddress(value);
  if (value === '') return { found: 'an empty value' };
  if (!/^https?:\/\//i.test(value))
    return { found: 'an address that does not start with https://' };
  if (url === undefined) return { found: 'an address with an invalid host or port' };
  return url.username + url.password === '' ? foundIn(url) : USER_NAME;
}

const USER_NAME: Finding = { found: 'a user name in the address' };

function foundIn(url: URL): Finding {
  const { hostname } = url;
  const path: Finding | undefined =
    url.pathname !== '/' || url.search !== '' || url.hash !== ''
      ? { found: `more than the host ${hostname}` }
      : undefined;
  if (LOOPBACK.has(hostname)) return path ?? loopback(url);
  if (url.protocol === 'http:')
    return { found: `http to ${hostname}, which would send the secret unencrypted` };
  if (IP_ADDRESS.test(hostname)) return { found: `the IP address ${hostname}` };
  return path ?? unknownHost(url);
}

function loopback({ hostname, port }: URL): Finding {
  if (port !== '') return { found: `another spelling of ${hostname}` };
  return {
    found: `${hostname} without a port`,
    hint: `A local address needs one, such as http://${hostname}:4010.`,
  };
}

function unknownHost({ hostname, port }: URL): Finding {
  if (hostname.includes('xn--')) {
    return {
      found: `the host ${hostname}, which contains letters of another alphabet`,
      hint: 'Type it by hand.',
    };
  }
  const host = hostname.replace(/\.$/, ' with a trailing dot');
  return {
    found: port === '' ? `the host ${host}` : `the host ${host} with the port ${port}`,
    hint: `The operator can allow other hosts in the environment variable ${ALLOWED_HOSTS_VARIABLE}.`,
  };
}
