// @ts-check
import { headlineOf } from '../draw/panel.mjs';
import { asOne, rankingTable } from '../draw/ranking.mjs';
import { usd } from '../draw/words.mjs';
import { Population } from '../population.mjs';

const AGES = ['under 3 months', '3 to 5 months', '6 to 11 months', 'a year or more'];
const LIMITS = [3, 6, 12];

/** Since the month of booking. */
function ageAt(/** @type {Date} */ asOf) {
  const months = `datediff('month', credits.booked_month, date '${asOf.toISOString().slice(0, 10)}')`;
  const cases = LIMITS.map((limit, index) => `when ${months} < ${limit} then '${AGES[index]}'`);
  return `case ${cases.join(' ')} else '${AGES.at(-1)}' end as age`;
}

/** @type {import('../draw/panel.mjs').Metric} */
const METRIC = { value: ({ usd: value = 0 }) => value, format: usd };

/**
 * Credits of cancelled bookings that are still available, now: a stock has no year before.
 *
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../draw/panel.mjs').Panel>}
 */
export async function creditsPanel({ database, shown, period, state }) {
  const rows = await database.rows(`
    select
      'this' as side,
      people,
      nullif(trim(credits.vendor), '') as vendor,
      ${ageAt(period.asOf)},
      cast(sum(credits.credit_available_usd) as double) as usd,
      cast(count(*) filter (credits.credit_available_usd is null) as integer) as missing
    from navan__unused_credits as credits
    inner join booking using (source_relation, booking_uuid)
    group by all`);
  const credits = new Population(shown, rows, { usd: 'usd of credits' });
  const isMissing = rows.some(({ missing }) => missing > 0);
  return {
    id: 'credits',
    title: 'Unused credits',
    ...headlineOf('Unused credits', credits.total, METRIC),
    parts: [
      rankingTable({
        title: 'By vendor',
        groups: credits.largest('vendor', 'usd', 6),
        name: String,
        ...METRIC,
      }),
      rankingTable({
        title: 'By age of the booking',
        groups: { kept: credits.ordered('age', AGES).map(asOne) },
        name: String,
        ...METRIC,
      }),
    ],
    notes: [
      'In US dollars, of all bookings whose credit is available now. Navan does not say when credits expire.',
      isMissing
        ? 'Coverage: some credits have no amount in US dollars and are left out.'
        : 'Coverage: all credits have an amount in US dollars.',
      state,
    ],
  };
}
