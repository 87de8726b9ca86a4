import { withMembers } from '../data/json-text';
import { filtered } from '../data/rows';
import type { Rows } from '../data/store';
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
  const key = `${tenant.clientId} bookings ${tenant.bookings.versionAt(now)} ${params.toString()}`;
  return pages.reply(key, () => {
    const all = tenant.bookings.between(query.from, query.to, now);
    const rows: Rows = ordered(query.fits ? filtered(all, query.fits) : all, switches.order);
    return pageAnswer(rows, page, withTransactions ? addTransactions : undefined);
  });
}

/** `includeTransactions` is in beta; what a booking's transactions contain is undocumented. */
function addTransactions(text: string): string {
  return withMembers(text, {
    transactions: '[{"type":"PURCHASE","amount":1.50,"currency":"USD"}]',
  });
}
