// @ts-check
import { headlineOf } from '../draw/panel.mjs';
import { rankingTable } from '../draw/ranking.mjs';
import { usd } from '../draw/words.mjs';
import { Population } from '../population.mjs';

/** @type {import('../draw/panel.mjs').Metric} */
const METRIC = { value: ({ usd: value = 0 }) => value, format: usd };

/**
 * Credits of cancelled bookings that are still available, now: a stock has no year before.
 *
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../draw/panel.mjs').Panel>}
 */
export async function creditsPanel({ database, shown, state }) {
  const rows = await database.rows(`
    select
      'this' as side,
      people,
      nullif(trim(credits.vendor), '') as vendor,
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
