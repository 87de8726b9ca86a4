// @ts-check
// The bookings that the panels count, with numbers in place of their travellers.

/** A booking without travellers, or with one that can't be told from others, has an unknown one: 0. */
const PEOPLE = `
  create or replace temp table traveler as
  select traveler_id, cast(dense_rank() over (order by traveler_id) as integer) as person
  from (select distinct traveler_id from int_navan__booking_travelers where traveler_id is not null)`;

/**
 * Per booking the side (this or last) and month by creation and by travel.
 *
 * @param {import('../period.mjs').Period} period
 */
function bookings({ bounds: { start, end, before } }) {
  const side = (/** @type {string} */ month) => `
    case
      when ${month} >= date '${start}' and ${month} < date '${end}' then 'this'
      when ${month} >= date '${before}' and ${month} < date '${start}' then 'last'
    end`;
  const position = (/** @type {string} */ month) =>
    `cast((datediff('month', date '${before}', ${month})) % 12 as integer)`;
  return `
    create or replace temp table booking as
    with travelling as (
      select source_relation, booking_uuid, list_sort(list_distinct(list(coalesce(person, 0)))) as people
      from int_navan__booking_travelers
      left join traveler using (traveler_id)
      group by all
    )
    select
      facts.*,
      coalesce(people, [0]) as people,
      ${side('booked_month')} as booked_side,
      ${position('booked_month')} as booked_position,
      ${side('travel_month')} as travel_side,
      ${position('travel_month')} as travel_position
    from int_navan__booking_facts as facts
    left join travelling using (source_relation, booking_uuid)`;
}

/**
 * @param {import('../database.mjs').Database} database
 * @param {import('../period.mjs').Period} period
 */
export async function prepare(database, period) {
  await database.rows(PEOPLE);
  await database.rows(bookings(period));
}

/**
 * Sums per set of travellers, so that rows are fewer than bookings.
 *
 * @param {import('../database.mjs').Database} database
 * @param {object} query
 * @param {'booked' | 'travel'} [query.by] which month places a booking
 * @param {readonly string[]} [query.groups] expressions with their names
 * @param {readonly string[]} query.measures aggregates with their names
 * @param {string} [query.where]
 * @param {string} [query.from]
 */
export function sums(
  database,
  { by = 'booked', groups = [], measures, where = 'true', from = 'booking' },
) {
  const keys = [`${by}_side as side`, `${by}_position as month`, 'people', ...groups];
  return database.rows(
    `select ${[...keys, ...measures].join(', ')} from ${from} where ${by}_side is not null and (${where}) group by all`,
  );
}

/** What several panels use. */
export const LIVE = "booking_state = 'live'";
export const USD = 'cast(sum(usd_grand_total) as double) as usd';
