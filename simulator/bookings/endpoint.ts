import { withMembers } from '../data/json-text';
import { filtered } from '../data/rows';
import type { Reply } from '../http/exchange';
import { pageAnswer, pageParams } from '../page-answer';
import type { Call } from '../world';
import { ordered } from './order';
import { bookingQuery } from './query';

export const BOOKINGS_PATH = '/v1/bookings';

/** `GET /v1/bookings`. */
export function bookings({ request, tenant, world }: Call): Reply {
  const { params } = request;
  const { switches, clock, pages } = world;
  const now = clock.now();
  const query = bookingQuery(params, switches, now);
  const page = pageParams(params, switches);
  const withTransactions = params.get('includeTransactions') === 'true';
  const data = `${tenant.clientId} bookings ${tenant.bookings.versionAt(now)}`;
  return pages.reply(`${data} ${params.toString()}`, () => {
    const { from, to, fits } = query;
    const all = tenant.bookings.between(from, to, now);
    const found = fits ? pages.rows(`${data} ${search(params)}`, () => filtered(all, fits)) : all;
    const rows = ordered(found, switches.order);
    return pageAnswer(rows, page, withTransactions ? addTransactions : undefined);
  });
}

/** The parameters that all pages of a result share. */
function search(params: URLSearchParams): string {
  return [...params].filter(([name]) => name !== 'page' && name !== 'size').join('&');
}

/** `includeTransactions` is in beta; what a booking's transactions contain is undocumented. */
function addTransactions(text: string): string {
  return withMembers(text, {
    transactions: '[{"type":"PURCHASE","amount":1.50,"currency":"USD"}]',
  });
}
