// @ts-check
import { ALL_MONTHS } from '../period.mjs';
import { monthsChart } from '../draw/months.mjs';
import { headlineOf } from '../draw/panel.mjs';
import { rankingTable } from '../draw/ranking.mjs';
import { number, percent } from '../draw/words.mjs';
import { LIVE, sums } from './bookings.mjs';
import { coverage, population } from './context.mjs';

const KNOWN = `${LIVE} and is_out_of_policy is not null`;
const MEASURES = [
  'cast(count(*) filter (not is_out_of_policy) as integer) as within',
  'cast(count(*) filter (is_out_of_policy) as integer) as outside',
];
const UNITS = { within: 'bookings within policy', outside: 'bookings out of policy' };
/** @type {import('../draw/panel.mjs').Metric} */
const RATE = {
  value: ({ within = 0, outside = 0 }) => within / (within + outside),
  format: percent,
  better: 'more',
  isRate: true,
};
/** @type {import('../draw/panel.mjs').Metric} */
const VIOLATIONS = { value: ({ violations = 0 }) => violations, format: number, better: 'less' };

/** A booking that violates policy in several ways has a row for each, and one row if it doesn't say how. */
const BY_VIOLATION = `(
  select booking.*, unnest(case when len(types) > 0 then list_distinct(types) else [null] end) as violation
  from booking
  inner join (
    select
      source_relation,
      booking_uuid,
      case
        when json_type(out_of_policy_violation_types) = 'ARRAY'
          then from_json(out_of_policy_violation_types, '["VARCHAR"]')
      end as types
    from stg_navan__bookings
  ) as stated using (source_relation, booking_uuid)
)`;

/**
 * How many live bookings are within policy, and what the others violate.
 *
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../draw/panel.mjs').Panel>}
 */
export async function policyPanel(context) {
  const { database, period } = context;
  const bookings = population(
    context,
    await sums(database, { measures: MEASURES, where: KNOWN }),
    UNITS,
  );
  const violating = await sums(database, {
    groups: ['violation'],
    measures: ['cast(count(*) as integer) as violations'],
    where: `${LIVE} and is_out_of_policy`,
    from: BY_VIOLATION,
  });
  const violations = population(context, violating, { violations: 'violations' });
  const months = bookings.ordered('month', ALL_MONTHS);
  return {
    id: 'policy',
    title: 'Policy compliance',
    ...headlineOf('Within policy', bookings.total, RATE),
    parts: [
      monthsChart({ title: 'By month of booking', months, period, ...RATE }),
      rankingTable({
        title: 'What is violated',
        groups: violations.largest('violation', 'violations', 6),
        ...VIOLATIONS,
      }),
    ],
    notes: [
      'Bookings within policy ÷ those that say whether they are.',
      await coverage(context, {
        name: 'whether they are within policy',
        has: 'is_out_of_policy is not null',
        where: LIVE,
      }),
      context.state,
    ],
  };
}
