// @ts-check
import { ALL_MONTHS } from '../period.mjs';
import { monthsChart } from '../draw/months.mjs';
import { headlineOf } from '../draw/panel.mjs';
import { rankingTable } from '../draw/ranking.mjs';
import { percent } from '../draw/words.mjs';
import { sums } from './bookings.mjs';
import { coverage, population } from './context.mjs';

const KNOWN = "booking_state in ('live', 'cancelled')";
const MEASURES = [
  "cast(count(*) filter (booking_state = 'cancelled') as integer) as cancelled",
  "cast(count(*) filter (booking_state = 'live') as integer) as live",
];
const UNITS = { cancelled: 'cancelled bookings', live: 'live bookings' };
/** @type {import('../draw/panel.mjs').Metric} */
const RATE = {
  value: ({ cancelled = 0, live = 0 }) => cancelled / (cancelled + live),
  format: percent,
  better: 'less',
  isRate: true,
};

/**
 * The share of bookings that were cancelled.
 *
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../draw/panel.mjs').Panel>}
 */
export async function cancellationsPanel(context) {
  const { database, period } = context;
  const rows = await sums(database, { groups: ['booking_type'], measures: MEASURES, where: KNOWN });
  const bookings = population(context, rows, UNITS);
  return {
    id: 'cancellations',
    title: 'Cancellations',
    ...headlineOf('Cancelled', bookings.total, RATE),
    parts: [
      monthsChart({
        title: 'By month of booking',
        months: bookings.ordered('month', ALL_MONTHS),
        period,
        ...RATE,
      }),
      rankingTable({
        title: 'By type',
        groups: bookings.largest('booking_type', 'cancelled', 6),
        ...RATE,
      }),
    ],
    notes: [
      'Cancelled and voided bookings ÷ bookings with a known status. An exchanged flight may count as cancelled.',
      await coverage(context, { name: 'a known status', has: KNOWN, where: 'true' }),
      context.state,
    ],
  };
}
