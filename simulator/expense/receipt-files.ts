import { randomBytes } from 'node:crypto';
import { pick, saltOf } from '../data/random';
import { DAY } from '../data/times';
import { bodyOf, type ApiRequest, type Reply } from '../http/exchange';
import type { World } from '../world';

const PATH = '/receipt-files/';
const LIVES_SECONDS = (7 * DAY) / 1000;

/** How files of each type begin. */
const TYPES = [
  ['application/pdf', Buffer.from('%PDF-1.7\n%', 'latin1')],
  ['image/jpeg', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')],
  ['image/png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
] as const;

export const isReceiptFile = ({ path }: ApiRequest): boolean => path.startsWith(PATH);

/** A link as a store of files signs it. */
export function receiptLink(host: string, name: string, now: number): string {
  const date = new Date(now).toISOString().replace(/[-:]|\.\d+/gu, '');
  const signature = randomBytes(32).toString('hex');
  return `${host}${PATH}${encodeURIComponent(name)}?X-Amz-Date=${date}&X-Amz-Expires=${LIVES_SECONDS}&X-Amz-Signature=${signature}`;
}

/** The file behind such a link, without regard to its signature. A function of its name and the switches. */
export function receiptFile(
  { method, path, params, headers }: ApiRequest,
  { clock, switches }: World,
): Reply {
  // As Amazon S3: a link is signed for one method, and a second credential is one too many.
  if (method !== 'GET') return refusal(403, 'SignatureDoesNotMatch');
  if (headers.authorization !== undefined) return refusal(400, 'InvalidArgument');
  if (clock.now() > endOf(params)) return refusal(Number(switches.deadReceipts), 'AccessDenied');
  const [type, beginning] = pick(TYPES, saltOf(path));
  const bytes = Buffer.alloc(Math.max(switches.receiptBytes, beginning.length), `${path}\n`);
  beginning.copy(bytes);
  return { status: 200, headers: { 'Content-Type': type }, body: { bytes } };
}

/** NaN, which nothing is after, for a link without a date. */
function endOf(params: URLSearchParams): number {
  const date = params.get('X-Amz-Date') ?? '';
  const signed = Date.parse(date.replace(/^(....)(..)(..T..)(..)/u, '$1-$2-$3:$4:'));
  return signed + Number(params.get('X-Amz-Expires')) * 1000;
}

function refusal(status: number, code: string): Reply {
  const body = bodyOf(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
  return { status, headers: { 'Content-Type': 'application/xml' }, body };
}
