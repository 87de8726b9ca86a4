// @ts-check
import { ALL_MONTHS } from '../period.mjs';
import { monthsChart } from '../draw/months.mjs';
import { headlineOf } from '../draw/panel.mjs';
import { rankingTable } from '../draw/ranking.mjs';
import { usd } from '../draw/words.mjs';
import { LIVE, sums } from './bookings.mjs';
import { coverage, population } from './context.mjs';

/** As in `navan__savings`: at the rate of the booking's own total, and only what was missed. */
const MISSED =
  'cast(sum(case when saving_missed > 0 then round(saving_missed * usd_per_unit, 6) end) as double) as missed';
/** @type {import('../draw/panel.mjs').Metric} */
const METRIC = { value: ({ missed = 0 }) => missed, format: usd, better: 'less' };

/**
 * What live bookings cost more than their cheapest alternatives.
 *
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../draw/panel.mjs').Panel>}
 */
export async function savingsPanel(context) {
  const { database, period } = context;
  const rows = await sums(database, { groups: ['booking_type'], measures: [MISSED], where: LIVE });
  const bookings = population(context, rows, { missed: 'missed savings' });
  return {
    id: 'savings',
    title: 'Missed savings',
    ...headlineOf('Missed savings', bookings.total, METRIC),
    parts: [
      monthsChart({
        title: 'By month of booking',
        months: bookings.ordered('month', ALL_MONTHS),
        period,
        ...METRIC,
      }),
      rankingTable({
        title: 'By type',
        groups: bookings.largest('booking_type', 'missed', 6),
        ...METRIC,
      }),
    ],
    notes: [
      'What bookings cost more than the cheapest alternative, in US dollars at the rate of their own total.',
      await coverage(context, {
        name: 'it in a currency with a rate',
        has: 'saving_missed is not null and usd_per_unit is not null',
        where: LIVE,
      }),
      context.state,
    ],
  };
}
