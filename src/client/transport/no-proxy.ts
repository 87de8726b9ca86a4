import { BlockList, isIP } from 'node:net';

export interface Target {
  /** As in a URL: lower case, IPv6 in brackets. */
  readonly hostname: string;
  readonly port: number;
}

/**
 * Whether `NO_PROXY` lists the host. As in curl, a name also covers its subdomains, with or without a leading dot, `*`
 * alone covers every host, and an address may have a prefix length (`10.0.0.0/8`). curl doesn't support a port after a
 * name or a leading `*`, but both are in use.
 */
export function isExcepted(list: string, target: Target): boolean {
  const entries = list.toLowerCase().split(/[\s,]+/);
  return entries.some((entry) => entry !== '' && names(entry, target));
}

function names(entry: string, { hostname, port }: Target): boolean {
  if (entry === '*') return true;
  const [, name = entry, wanted] = /^(.+?|\[.+\]):(\d+)$/.exec(entry) ?? [];
  const isAddress = isIP(entry) > 0;
  if (!isAddress && wanted !== undefined && Number(wanted) !== port) return false;
  const host = bare(hostname);
  return isIP(host) > 0
    ? isAmong(isAddress ? entry : bare(name), host)
    : isWithin(bare(name), host);
}

/** Without IPv6 brackets or a trailing dot. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

function isWithin(entry: string, host: string): boolean {
  if (/^\*[^.]/.test(entry)) return host.endsWith(entry.slice(1));
  const domain = entry.replace(/^\*?\./, '');
  return domain !== '' && (host === domain || host.endsWith(`.${domain}`));
}

function isAmong(entry: string, address: string): boolean {
  const [network = '', bits] = entry.split('/');
  const family = isIP(network);
  if (family === 0 || family !== isIP(address)) return false;
  const most = family === 4 ? 32 : 128;
  const length = bits === undefined ? most : Number(bits);
  if (!Number.isInteger(length) || length < 0 || length > most) return false;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  const block = new BlockList();
  block.addSubnet(network, length, kind);
  return block.check(address, kind);
}
