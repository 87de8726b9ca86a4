// @ts-check
import { ALL_MONTHS } from '../period.mjs';
import { monthsChart } from '../draw/months.mjs';
import { headlineOf } from '../draw/panel.mjs';
import { rankingTable } from '../draw/ranking.mjs';
import { usd } from '../draw/words.mjs';
import { LIVE, sums, USD } from './bookings.mjs';
import { coverage, population } from './context.mjs';

const UNITS = { usd: 'usd' };
/** @type {import('../draw/panel.mjs').Metric} */
const SPEND = { value: ({ usd: value = 0 }) => value, format: usd };

/** As `navan__travel_spend` divides a booking among its departments. */
const BY_DEPARTMENT = `(
  select booking.*, allocations.value as department, coalesce(allocations.share, 1) as share
  from booking
  left join navan__booking_allocations as allocations
    on booking.source_relation = allocations.source_relation
    and booking.booking_uuid = allocations.booking_uuid
    and allocations.dimension = 'department'
)`;
const SHARE_OF_USD = 'cast(sum(usd_grand_total * share) as double) as usd';

/**
 * What live bookings cost, by the month in which they were made.
 *
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../draw/panel.mjs').Panel>}
 */
export async function spendPanel(context) {
  const { database, period } = context;
  const rows = await sums(database, { groups: ['booking_type'], measures: [USD], where: LIVE });
  const bookings = population(context, rows, UNITS);
  const divided = {
    groups: ['department'],
    measures: [SHARE_OF_USD],
    where: LIVE,
    from: BY_DEPARTMENT,
  };
  const parts = population(context, await sums(database, divided), UNITS);
  const months = bookings.ordered('month', ALL_MONTHS);
  return {
    id: 'spend',
    title: 'Spend',
    isWide: true,
    ...headlineOf('Spend', bookings.total, SPEND),
    parts: [
      monthsChart({ title: 'By month of booking', months, period, ...SPEND }),
      rankingTable({ title: 'By type', groups: bookings.largest('booking_type', 'usd'), ...SPEND }),
      rankingTable({
        title: 'By department',
        groups: parts.largest('department', 'usd'),
        name: String,
        ...SPEND,
      }),
    ],
    notes: [
      'In US dollars, of bookings that are not cancelled.',
      await coverage(context, {
        name: 'an amount in US dollars',
        has: 'usd_grand_total is not null',
        where: LIVE,
      }),
      context.state,
    ],
  };
}
