// @ts-check
import { headlineOf } from '../draw/panel.mjs';
import { ALL_MONTHS } from '../period.mjs';
import { monthsChart } from '../draw/months.mjs';
import { asOne, rankingTable } from '../draw/ranking.mjs';
import { days, percent, short } from '../draw/words.mjs';
import { LIVE, sums } from './bookings.mjs';
import { coverage, population } from './context.mjs';

const FLIGHTS = `${LIVE} and booking_type = 'FLIGHT'`;
const KNOWN = `${FLIGHTS} and lead_time_in_days is not null`;
const BUCKETS = ['under 7 days', '7 to 13 days', '14 to 20 days', '21 days or more'];
const BUCKET = `case
  when lead_time_in_days < 7 then '${BUCKETS[0]}'
  when lead_time_in_days < 14 then '${BUCKETS[1]}'
  when lead_time_in_days < 21 then '${BUCKETS[2]}'
  else '${BUCKETS[3]}' end as bucket`;
const MEASURES = [
  'cast(count(*) as integer) as flights',
  'cast(sum(lead_time_in_days) as double) as days',
];
const UNITS = { flights: 'flights with a lead time', days: 'days of lead time' };
/** @type {import('../draw/panel.mjs').Metric} */
const AVERAGE = {
  value: ({ days: sum = 0, flights = 0 }) => sum / flights,
  format: days,
  better: 'more',
  isRate: false,
};

/**
 * How long before the travel live flights are booked.
 *
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../draw/panel.mjs').Panel>}
 */
export async function advancePanel(context) {
  const { database, period } = context;
  const flights = population(
    context,
    await sums(database, { groups: [BUCKET], measures: MEASURES, where: KNOWN }),
    UNITS,
  );
  const buckets = flights.ordered('bucket', BUCKETS);
  const [now = 1, before = 1] = [flights.total?.this['flights'], flights.total?.last?.['flights']];
  const kept = buckets.map(asOne).map(({ keys, this: own, last }) => ({
    keys,
    this: { share: Number(own['flights']) / now },
    last: last && { share: Number(last['flights']) / before },
  }));
  const months = flights.ordered('month', ALL_MONTHS);
  return {
    id: 'advance',
    title: 'Advance booking',
    ...headlineOf('Flights booked ahead', flights.total, AVERAGE),
    parts: [
      monthsChart({
        title: 'Average of days by month of booking',
        months,
        period,
        ...AVERAGE,
        tick: short,
        isRate: true,
      }),
      rankingTable({
        title: 'Share of flights booked ahead by',
        groups: { kept },
        value: ({ share = 0 }) => share,
        format: percent,
        isRate: true,
        name: String,
      }),
    ],
    notes: [
      'Days between booking and departure of flights that are not cancelled. A changed flight counts again, with its own lead time.',
      await coverage(context, {
        name: 'a lead time',
        has: 'lead_time_in_days is not null',
        where: FLIGHTS,
      }),
      context.state,
    ],
  };
}
