// @ts-check
import { rankingTable } from '../draw/ranking.mjs';
import { usd } from '../draw/words.mjs';
import { LIVE, sums, USD } from './bookings.mjs';
import { coverage, population } from './context.mjs';

const VENDOR = "nullif(trim(vendor), '')";

/**
 * Vendors of live bookings.
 *
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../draw/panel.mjs').Panel>}
 */
export async function vendorsPanel(context) {
  const rows = await sums(context.database, {
    groups: [`${VENDOR} as vendor_name`],
    measures: [USD],
    where: LIVE,
  });
  const bookings = population(context, rows, { usd: 'usd' });
  return {
    id: 'vendors',
    title: 'Top vendors',
    parts: [
      rankingTable({
        title: 'Spend by vendor',
        groups: bookings.largest('vendor_name', 'usd', 10),
        value: ({ usd: value = 0 }) => value,
        format: usd,
        name: String,
      }),
    ],
    notes: [
      'In US dollars, of bookings that are not cancelled.',
      await coverage(context, { name: 'a vendor', has: `${VENDOR} is not null`, where: LIVE }),
      context.state,
    ],
  };
}
