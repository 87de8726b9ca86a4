// @ts-check
import { html } from '../../report/markup.mjs';
import { ALL_MONTHS } from '../period.mjs';
import { monthsChart } from '../draw/months.mjs';
import { headlineOf } from '../draw/panel.mjs';
import { rankingTable } from '../draw/ranking.mjs';
import { number, percent, usd } from '../draw/words.mjs';
import { LIVE, sums } from './bookings.mjs';
import { coverage, population } from './context.mjs';

const HOTELS = `${LIVE} and booking_type = 'HOTEL'`;
const STAY = `(
  select *, case when end_date >= start_date then datediff('day', start_date, end_date) end as nights
  from booking
)`;
const MEASURES = [
  'cast(sum(nights) as integer) as nights',
  'cast(sum(nights) filter (usd_grand_total is not null) as integer) as rated_nights',
  'cast(sum(usd_grand_total) filter (nights > 0) as double) as rated_usd',
];
const UNITS = { nights: 'nights', rated_nights: 'nights with a price', rated_usd: 'usd of nights' };
/** @type {import('../draw/panel.mjs').Metric} */
const NIGHTS = { value: ({ nights = 0 }) => nights, format: number };
/** @type {import('../draw/panel.mjs').Metric} */
const DAILY_RATE = {
  value: ({ rated_usd: sum = 0, rated_nights: nights = 0 }) => sum / nights,
  format: usd,
  better: 'less',
};
/** @type {import('../draw/panel.mjs').Metric} */
const ATTACHMENT = {
  value: ({ with_hotel: own = 0, without_hotel: other = 0 }) => own / (own + other),
  format: percent,
  better: 'more',
  isRate: true,
};

/**
 * Nights of live hotel bookings by the month of arrival, and who flew overnight without one.
 *
 * @param {import('./context.mjs').Context} context
 * @returns {Promise<import('../draw/panel.mjs').Panel>}
 */
export async function hotelsPanel(context) {
  const { database, period } = context;
  const rows = await sums(database, {
    by: 'travel',
    groups: ["nullif(trim(destination_city), '') as city"],
    measures: MEASURES,
    where: HOTELS,
    from: STAY,
  });
  const stays = population(context, rows, UNITS);
  const trips = population(context, await overnightTrips(context), {
    with_hotel: 'overnight trips with a hotel',
    without_hotel: 'overnight trips without one',
  });
  return {
    id: 'hotels',
    title: 'Hotel nights',
    ...headlineOf('Hotel nights', stays.total, NIGHTS),
    parts: [
      monthsChart({
        title: 'By month of arrival',
        months: stays.ordered('month', ALL_MONTHS),
        period,
        ...NIGHTS,
      }),
      figures([
        headlineOf('average daily rate', stays.total, DAILY_RATE),
        headlineOf(
          'attachment: overnight flyers with a hotel in the same trip',
          trips.total,
          ATTACHMENT,
        ),
      ]),
      rankingTable({
        title: 'Nights by city',
        groups: stays.largest('city', 'nights', 4),
        name: String,
        ...NIGHTS,
      }),
    ],
    notes: [
      'Nights from arrival to departure; the daily rate is US dollars ÷ nights. Trips booked before the first month of the data are not known.',
      await coverage(context, {
        name: 'their nights',
        has: 'end_date >= start_date',
        where: HOTELS,
        by: 'travel',
      }),
      context.state,
    ],
  };
}

/** @param {import('./context.mjs').Context} context */
function overnightTrips({ database, period: { bounds } }) {
  const { start, end, before } = bounds;
  return database.rows(`
    select
      case when first_flight_date >= date '${start}' then 'this' else 'last' end as side,
      [person] as people,
      cast(count(*) filter (has_hotel) as integer) as with_hotel,
      cast(count(*) filter (not has_hotel) as integer) as without_hotel
    from int_navan__traveler_trips
    inner join traveler using (traveler_id)
    where is_overnight and first_flight_date >= date '${before}' and first_flight_date < date '${end}'
    group by all`);
}

/** @param {readonly { headline?: import('../draw/panel.mjs').Headline }[]} found */
function figures(found) {
  return html`<ul class="figures">
    ${found.flatMap(({ headline }) =>
      headline
        ? html`<li><b>${headline.figure}</b> ${headline.change}<span>${headline.label}</span></li>`
        : [],
    )}
  </ul>`;
}
