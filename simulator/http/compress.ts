import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { OutgoingHttpHeaders } from 'node:http';
import type { Outgoing } from '../faults/fault';
import type { ApiRequest, Reply } from './exchange';

const zip = promisify(gzip);

/** The response as sent: compressed for clients that accept it, with the headers of every response. */
export async function outgoing(
  { headers }: ApiRequest,
  { status, headers: own, body }: Reply,
  common: OutgoingHttpHeaders,
  compress: boolean,
): Promise<Outgoing> {
  const accepts = /\bgzip\b/iu.test(headers['accept-encoding'] ?? '');
  if (!compress || !accepts || body.bytes.length === 0) {
    return { status, headers: { ...common, ...own }, body: body.bytes };
  }
  body.gzipped ??= zip(body.bytes, { level: 1 });
  return {
    status,
    headers: { ...common, ...own, 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' },
    body: await body.gzipped,
  };
}
