// @ts-check
import { rankingTable } from '../draw/ranking.mjs';
import { usd } from '../draw/words.mjs';
import { LIVE, sums, USD } from './bookings.mjs';
import { coverage, population } from './context.mjs';

const FLIGHTS = `${LIVE} and booking_type = 'FLIGHT'`;
const [FROM, TO] = ['upper(trim(origin_airport_code))', 'upper(trim(destination_airport_code))'];
/** As in `navan__routes`: a pair without direction. */
const ROUTE = `least(${FROM}, ${TO}) || ' – ' || greatest(${FROM}, ${TO})`;
const HAS_ROUTE = `${FROM} is not null and ${TO} is not null`;

/**
 * Pairs of airports of live flights.
 *
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../draw/panel.mjs').Panel>}
 */
export async function routesPanel(context) {
  const groups = [`case when ${HAS_ROUTE} then ${ROUTE} end as route`];
  const rows = await sums(context.database, { groups, measures: [USD], where: FLIGHTS });
  const flights = population(context, rows, { usd: 'usd' });
  return {
    id: 'routes',
    title: 'Top routes',
    parts: [
      rankingTable({
        title: 'Spend on flights by pair of airports',
        groups: flights.largest('route', 'usd', 10),
        value: ({ usd: value = 0 }) => value,
        format: usd,
        name: String,
      }),
    ],
    notes: [
      'Both directions together; a return ticket counts once.',
      await coverage(context, { name: 'both airports', has: HAS_ROUTE, where: FLIGHTS }),
      context.state,
    ],
  };
}
