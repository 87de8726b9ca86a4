// Given copies of a company that lack something or hold odd texts, their pages.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  changed,
  COMPANY,
  companyPage,
  drawn,
  figuresOf,
  launched,
  opened,
  query,
  textOf,
} from './support.mjs';

const FACTS = 'int_navan__booking_facts';

let browser;
before(async () => {
  browser = await launched();
});
after(() => browser?.close());

async function pageOf(name, ...statements) {
  const path = await drawn(await changed(name, ...statements), name);
  return { path, ...(await opened(browser, path)) };
}

/** Bookings of which all travellers are among the first `count`. */
const ofPeople = (count) => `
  with few as (select distinct traveler_id from int_navan__booking_travelers where traveler_id is not null order by 1 limit ${count})
  select booking_uuid from int_navan__booking_travelers group by 1 having bool_and(traveler_id in (from few))`;

test('when a company has four travellers, then nothing is shown but a sentence', async () => {
  const { page } = await pageOf(
    'four',
    `delete from ${FACTS} where booking_uuid not in (${ofPeople(4)})`,
  );
  assert.equal(
    await page.locator('#travel > p').innerText(),
    'Fewer than five people: nothing is shown.',
  );
  assert.equal(await page.locator('#travel svg, #travel table, #travel .tiles').count(), 0);
});

test('when a company has six travellers, then every figure that is shown is of five or more', async () => {
  const file = await changed(
    'six',
    `delete from ${FACTS} where booking_uuid not in (${ofPeople(6)})`,
  );
  const { page } = await opened(browser, await drawn(file, 'six'));
  const { rankings } = await figuresOf(page);
  for (const [label] of rankings['spend: By type'] ?? []) {
    const [{ people }] = await query(
      file,
      `select count(distinct traveler_id)::integer as people from ${FACTS} join int_navan__booking_travelers using (booking_uuid)
       where booking_state = 'live' and booking_type = upper('${label}') and booked_month < date_trunc('month', now()::timestamp)`,
    );
    assert.ok(people === 0 || people >= 5, label);
  }
});

test('when one department has four travellers, then it is part of Other, which has five', async () => {
  const department = `
    update navan__booking_allocations set value = 'Secret' where dimension = 'department'
    and booking_uuid in (${ofPeople(4)})`;
  const { path, page } = await pageOf('department', department);
  const { rankings } = await figuresOf(page);
  const rows = rankings['spend: By department'];
  assert.equal(rows.at(-1)[0], 'Other');
  assert.equal(rows.length, 7);
  assert.ok(!textOf(path).includes('Secret'));
});

test('when the data begins a year ago, then the page says that there is no comparison', async () => {
  const { page } = await pageOf(
    'year',
    `delete from ${FACTS} where booked_month < date_trunc('month', now()::timestamp) - interval 13 month`,
  );
  assert.match(
    await page.locator('#travel .notice').innerText(),
    /^No comparison with the year before: the data begins in \w+ \d{4}\.$/,
  );
  assert.equal(await page.locator('#travel .tick, #travel .change').count(), 0);
  assert.doesNotMatch(await page.locator('main').textContent(), /∞|NaN|undefined|Infinity/);
});

test('when the models are empty, then each tab says so', async () => {
  const empty = [
    'navan__booking_allocations',
    FACTS,
    'int_navan__booking_travelers',
    'int_navan__traveler_trips',
    'navan__unused_credits',
    'navan__carbon',
    'navan__sync_status',
    'navan__row_counts',
    'navan__journal_lines',
    'navan__journal_exceptions',
    'navan__journal_excluded',
    'navan__card_reconciliation',
  ];
  const { page, complaints } = await pageOf(
    'empty',
    ...empty.map((model) => `delete from ${model}`),
  );
  assert.equal(
    await page.locator('#travel > p').innerText(),
    'No bookings were made in these months.',
  );
  assert.match(await page.locator('#finance').textContent(), /no transactions/i);
  assert.match(await page.locator('#health').textContent(), /no sync/i);
  assert.doesNotMatch(await page.locator('main').textContent(), /NaN|undefined|Infinity/);
  assert.deepEqual(complaints, []);
});

test('when the ledger is not configured, then the finance tab says how to switch it on', async () => {
  const off = [
    'delete from navan__journal_lines',
    'delete from navan__journal_exceptions',
    "update navan__journal_excluded set reason = 'not_configured'",
  ];
  const { page } = await pageOf('off', ...off);
  const text = await page.locator('#finance').textContent();
  assert.match(text, /The ledger is switched off\./);
  assert.match(text, /navan_ledger_start_date: '2026-10-01'\s+navan_posting_owner: this_package/);
  assert.equal(await page.locator('#finance .card').count(), 0);
});

test('when a stream failed and months are short, then health and all panels say so', async () => {
  const statements = [
    `update navan__sync_status set last_sync_status = 'incomplete', last_sync_alerts = '["error-rate","gap"]', last_sync_gap_from = timestamp '2026-08-01', last_sync_gap_to = timestamp '2026-08-03' where stream = 'transactions'`,
    "update navan__row_counts set is_short = true, api_row_count = row_count + 2 where stream = 'bookings' and part = (select max(part) from navan__row_counts where stream = 'bookings')",
  ];
  const { page } = await pageOf('failed', ...statements);
  const row = (stream) =>
    page.locator(`#health tbody tr:has(th:text-is("${stream}"))`).textContent();
  assert.match(
    await row('transactions'),
    /incomplete.+lost for good: 2026-08-01 00:00 UTC to 2026-08-03 00:00 UTC.+error-rate, gap/s,
  );
  assert.match(
    await row('bookings'),
    /differs by fewer than five.+fewer rows than the API: \d{4}-\d\d/s,
  );
  assert.match(
    await page.locator('#spend > footer').innerText(),
    /Gaps: bookings are missing in \d{4}-\d\d\.$/,
  );
});

const NAMES = [
  '<script>alert(1)</script><img src=x onerror=alert(2)>',
  'شركة الطيران العربية \u202e123',
  `Long ${'name '.repeat(400)}`,
  '"\'&\u0007',
];

test('when vendors have odd names, then they are text and nothing moves', async () => {
  const vendors = ['Sample Air', 'Example Airways', 'Placeholder Airlines', 'Sample Suites'];
  const rename = NAMES.map(
    (name, index) =>
      `update ${FACTS} set vendor = '${name.replaceAll("'", "''")}' where vendor = '${vendors[index]}'`,
  );
  const path = await drawn(await changed('odd', ...rename), 'odd');
  for (const width of [1280, 390]) {
    const { page, asked, complaints } = await opened(browser, path, { width });
    assert.deepEqual([asked.length, complaints], [1, []]);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    const shown = await page.locator('#vendors bdi').allTextContents();
    for (const name of NAMES.slice(0, 2)) assert.ok(shown.includes(name), name);
    assert.ok(shown.some((text) => text.startsWith('Long name')));
    assert.equal(await page.locator('script').count(), 1);
    assert.equal(await page.locator('main img').count(), 0);
  }
});

test('when travellers of some bookings are unknown, then they count as one person', async () => {
  const { page } = await pageOf(
    'unknown',
    'update int_navan__booking_travelers set traveler_id = null',
  );
  assert.equal(
    await page.locator('#travel > p').innerText(),
    'Fewer than five people: nothing is shown.',
  );
});

test('when the models are copied as tables to a file of another name, then the page is the same', async () => {
  const models = await query(
    COMPANY,
    "select table_name as name from information_schema.tables where table_schema = 'analytics'",
  );
  const file = join(process.env.DASHBOARD_WORK, 'copied.duckdb');
  const copies = models.map(
    ({ name }) => `create table models.${name} as from company.analytics.${name}`,
  );
  await query(
    COMPANY,
    `attach '${file}' as copied`,
    'use copied',
    'create schema models',
    ...copies,
  );
  assert.equal(textOf(await drawn(file, 'tables', 'models')), textOf(await companyPage()));
});
