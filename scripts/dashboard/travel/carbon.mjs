// @ts-check
import { ALL_MONTHS } from '../period.mjs';
import { monthsChart } from '../draw/months.mjs';
import { headlineOf } from '../draw/panel.mjs';
import { rankingTable } from '../draw/ranking.mjs';
import { tons } from '../draw/words.mjs';
import { LIVE, sums } from './bookings.mjs';
import { coverage, population } from './context.mjs';

/** The unit is a variable of the package; what it is shows in the model: 1, a thousandth or a millionth of a ton. */
const TONS_PER_UNIT = `(
  select coalesce(power(1000, round(log(
    (select sum(emissions_tons) from navan__carbon) / nullif((select sum(carbon_emissions) from int_navan__booking_facts where ${LIVE}), 0)
  ) / 3)), 1)
)`;
const STATED = `${LIVE} and carbon_emissions is not null`;
const TONS = `cast(sum(carbon_emissions) as double) * ${TONS_PER_UNIT} as tons`;
/** @type {import('../draw/panel.mjs').Metric} */
const METRIC = { value: ({ tons: value = 0 }) => value, format: tons, better: 'less' };

/**
 * What Navan says that live bookings emit, by the month of travel.
 *
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../draw/panel.mjs').Panel>}
 */
export async function carbonPanel(context) {
  const { database, period } = context;
  const rows = await sums(database, {
    by: 'travel',
    groups: ['booking_type'],
    measures: [TONS],
    where: STATED,
  });
  const bookings = population(context, rows, { tons: 'tons' });
  return {
    id: 'carbon',
    title: 'Carbon',
    ...headlineOf('CO₂, metric tons', bookings.total, METRIC),
    parts: [
      monthsChart({
        title: 'By month of travel',
        months: bookings.ordered('month', ALL_MONTHS),
        period,
        ...METRIC,
      }),
      rankingTable({
        title: 'By type',
        groups: bookings.largest('booking_type', 'tons', 6),
        ...METRIC,
      }),
    ],
    notes: [
      "Navan's own figures; nothing is estimated where it states none. Not for statutory reporting.",
      await coverage(context, {
        name: 'emissions',
        has: 'carbon_emissions is not null',
        where: LIVE,
        by: 'travel',
      }),
      context.state,
    ],
  };
}
