import { ConnectorError } from '../errors/connector-error';
import { CONFIG_ERRORS } from '../errors/config-errors';

/** Set by the operator only: a user who can edit a connection must not be able to send its secret to another host. */
export const ALLOWED_HOSTS_VARIABLE = 'SOURCE_NAVAN_ALLOWED_HOSTS';

const HOST = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** Comma-separated; returned in lower case. */
export function parseAllowedHosts(list: string | undefined): readonly string[] {
  const hosts = (list ?? '').split(',').map((host) => host.trim().toLowerCase());
  return hosts.filter((host) => host !== '').map(checkedHost);
}

function checkedHost(host: string): string {
  if (HOST.test(host)) return host;
  throw new ConnectorError(CONFIG_ERRORS['allowed-hosts-invalid'], {
    expected: 'host names such as navan.example.com',
    found: JSON.stringify(host),
  });
}
