// @ts-check
// The health tab: each stream's last complete sync, the warehouse's rows against the API's, gaps and thresholds.
import { html } from '../report/markup.mjs';
import { number } from './draw/words.mjs';

/** A number of fewer than five records may be about fewer than five people. */
const LEAST = 5;

const STATUS = `
  select
    source_relation as connection,
    coalesce(stream, '') as stream,
    last_sync_status as status,
    last_complete_at,
    last_sync_gap_from,
    last_sync_gap_to,
    last_gap_to,
    oldest_complete_read_at,
    cast(last_sync_alerts as varchar) as alerts
  from navan__sync_status
  order by source_relation, stream nulls first`;

const COUNTS = `
  select
    source_relation as connection,
    stream,
    cast(sum(api_row_count) as integer) as api,
    cast(sum(row_count) as integer) as warehouse,
    list_sort(list(part) filter (is_short)) as short
  from navan__row_counts
  group by all`;

const HEADINGS = [
  'stream',
  'last sync',
  'last complete sync',
  'rows in the warehouse',
  'rows in the API',
  'gaps',
  'thresholds crossed',
];

/** Streams that the API doesn't count, and what their rows are about. */
const UNCOUNTED = [
  { stream: 'transactions', people: 'count(distinct employee_id)' },
  { stream: 'transaction_receipts', people: 'count(*)' },
  { stream: 'statement_payments', people: 'null' },
];

/**
 * @param {import('./database.mjs').Database} database
 * @returns {Promise<any[]>}
 */
async function countsOf(database) {
  const counted = database.names.has('navan__row_counts') ? await database.rows(COUNTS) : [];
  const others = UNCOUNTED.filter(({ stream }) => database.names.has(`stg_navan__${stream}`)).map(
    ({ stream, people }) => `
      select source_relation as connection, '${stream}' as stream, cast(count(*) as integer) as warehouse, cast(${people} as integer) as people
      from stg_navan__${stream}
      group by all`,
  );
  return [
    ...counted,
    ...(others.length > 0 ? await database.rows(others.join(' union all ')) : []),
  ];
}

/** @param {import('./database.mjs').Database} database */
export async function healthTab(database) {
  if (!database.has('health'))
    return html`<p class="empty">
      The models have no health of syncs: they are switched off
      (<code>navan__using_sync_health</code>).
    </p>`;
  const statuses = await database.rows(STATUS);
  if (statuses.length === 0) return html`<p class="empty">There was no sync yet.</p>`;
  const counts = await countsOf(database);
  const several = new Set(statuses.map(({ connection }) => connection)).size > 1;
  const rows = statuses.map((status) =>
    rowOf(
      status,
      counts.find(
        (count) => count.connection === status.connection && count.stream === status.stream,
      ),
      several,
    ),
  );
  return html`<div class="cards">
    <article class="card wide">
      <header>
        <h3>Streams</h3>
        ${headline(statuses)}
      </header>
      <div class="parts">
        <div class="scroll" tabindex="0" role="region" aria-label="Streams">
          <table class="streams">
            <thead>
              <tr>
                ${HEADINGS.map((name) => html`<th scope="col" class="${name.startsWith('rows') ? 'number' : ''}">${name}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${rows}
            </tbody>
          </table>
        </div>
      </div>
      <footer>
        <p>
          The API counts bookings and users only. Bookings of the last days may be more in the
          warehouse, or less, since the API was asked. Thresholds: docs/monitoring.md.
        </p>
      </footer>
    </article>
  </div>`;
}

function headline(/** @type {readonly any[]} */ statuses) {
  const streams = statuses.filter(({ stream }) => stream !== '');
  const complete = streams.filter(({ status }) => status === 'complete').length;
  const isWhole = complete === streams.length;
  return html`<p class="headline">
    <b class="${isWhole ? 'good' : 'bad'}"
      >${isWhole ? '✓' : '✗'} ${complete} of ${streams.length}</b
    >
    complete in their last sync
  </p>`;
}

/**
 * @param {any} status
 * @param {any} count
 * @param {boolean} several connections
 */
function rowOf(status, count, several) {
  const isComplete = status.status === 'complete';
  const name = status.stream === '' ? 'the sync as a whole' : status.stream;
  const alerts = JSON.parse(status.alerts ?? '[]');
  return html`<tr>
    <th scope="row">${several ? `${status.connection}: ` : ''}${name}</th>
    <td class="${isComplete ? 'good' : 'bad'}">
      <span aria-hidden="true">${isComplete ? '✓' : '✗'}</span> ${status.status}
    </td>
    <td>${moment(status.last_complete_at) ?? 'never'}</td>
    <td class="number">${count ? countText(count.warehouse, count.people) : '–'}</td>
    <td class="number">${count?.api === undefined ? '–' : apiText(count)}</td>
    <td>${gapText(status, count)}</td>
    <td>${alerts.length > 0 ? alerts.join(', ') : 'none'}</td>
  </tr>`;
}

/**
 * @param {number} count
 * @param {number | null} [people] if that is known
 */
const countText = (count, people) =>
  count > 0 && (people ?? count) < LEAST ? 'of fewer than five people' : number(count);

/** What the warehouse lacks, or has in excess, is a number as well. */
function apiText(/** @type {{ api: number, warehouse: number }} */ { api, warehouse }) {
  const difference = Math.abs(api - warehouse);
  return difference === 0 || difference >= LEAST ? countText(api) : 'differs by fewer than five';
}

/**
 * @param {any} status
 * @param {any} count
 */
function gapText({ last_sync_gap_from: from, last_sync_gap_to: to, last_gap_to: earlier }, count) {
  const found = [
    ...(from ? [`lost for good: ${moment(from)} to ${moment(to)}`] : []),
    ...(!from && earlier ? [`an earlier one, up to ${moment(earlier)}`] : []),
    ...(count?.short?.length > 0 ? [`fewer rows than the API: ${count.short.join(', ')}`] : []),
  ];
  return found.length > 0 ? found.join('; ') : 'none known';
}

/** `2026-11-30 13:33 UTC` */
function moment(/** @type {any} */ value) {
  if (value === null || value === undefined) return undefined;
  const text = value instanceof Date ? value.toISOString().replace('T', ' ') : String(value);
  return `${text.slice(0, 16)} UTC`;
}
