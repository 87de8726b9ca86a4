import { bodyOf, type ApiRequest, type Reply } from '../http/exchange';
import type { World } from '../world';

const PATH = /^\/itineraryfiles\/bookings\/[^/]+(?:\/invoice)?$/u;

export const isInvoice = ({ path }: ApiRequest): boolean => PATH.test(path);

/** A page of Navan's web app: behind its sign-in, unless the switch says otherwise. */
export function invoice(request: ApiRequest, { switches, tokens, clock }: World): Reply {
  const { authorization } = request.headers;
  const isOpen =
    switches.invoiceOpens === 'always' ||
    (switches.invoiceOpens === 'token' && tokens.valid(authorization, clock.now()) !== undefined);
  if (!isOpen) return { status: 302, headers: { Location: '/login' }, body: bodyOf('') };
  return { status: 200, headers: { 'Content-Type': 'application/pdf' }, body: bodyOf('%PDF-1.7') };
}
