// @ts-check
// From a DuckDB file to the text of the page.
import { opened } from './database.mjs';
import { financeTab } from './finance/tab.mjs';
import { healthTab } from './health.mjs';
import { page } from './page.mjs';
import { Period } from './period.mjs';
import { travelTab } from './travel/tab.mjs';

/**
 * @param {string} file
 * @param {string} schema
 */
export async function dashboard(file, schema) {
  const database = await opened(file, schema);
  try {
    const period = await periodOf(database);
    const state = `Data as of ${period.asOfWords}${period.isComplete ? '' : ' (the newest booking: no complete sync is known)'}. ${await gaps(database)}`;
    const travel = await travelTab(database, period, state);
    const finance = await financeTab(database, state);
    return page(period, { travel, finance, health: await healthTab(database) });
  } finally {
    database.close();
  }
}

/**
 * Up to the newest complete sync; of several connections, the one whose is the oldest.
 *
 * @param {import('./database.mjs').Database} database
 */
async function periodOf(database) {
  const [bookings] = database.has('travel')
    ? await database.rows(
        'select max(created_at) as newest, min(booked_month) as since from int_navan__booking_facts',
      )
    : [];
  const [complete] = database.has('health')
    ? await database.rows(
        "select min(last_complete_at) as at from navan__sync_status where stream = 'bookings'",
      )
    : [];
  const asOf = complete?.at ?? bookings?.newest;
  return new Period(asOf ?? new Date(), complete?.at instanceof Date, bookings?.since ?? undefined);
}

/** Months of bookings of which the warehouse has fewer rows than the API. */
async function gaps(/** @type {import('./database.mjs').Database} */ database) {
  if (!database.names.has('navan__row_counts'))
    return 'Gaps: not known, the models have no row counts.';
  const short = await database.rows(
    "select distinct part from navan__row_counts where stream = 'bookings' and is_short order by part",
  );
  if (short.length === 0) return 'Gaps: none known.';
  return `Gaps: bookings are missing in ${short.map(({ part }) => part).join(', ')}.`;
}
