// Given a company of two years, each figure on its page against the staging models.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { COMPANY, companyPage, figuresOf, launched, opened, query } from './support.mjs';
import { CANCELLED, change, LIVE, percent, points, Truth, usd } from './truth.mjs';

const FLIGHTS = `${LIVE} and booking_type = 'FLIGHT'`;
const HOTELS = `${LIVE} and booking_type = 'HOTEL'`;
const NIGHTS = "date_diff('day', start_date, end_date)";
const MISSED = 'case when saving_missed > 0 then saving_missed * usd_grand_total / grand_total end';

let browser, tiles, rankings, months, truth;
before(async () => {
  browser = await launched();
  const { page } = await opened(browser, await companyPage());
  ({ tiles, rankings, months } = await figuresOf(page));
  truth = await Truth.of(COMPANY);
});
after(() => browser?.close());

test('when a tile is read, then it has the sum and the change that staging gives', async () => {
  const spend = await truth.both('sum(usd_grand_total)');
  const policy = await truth.both('avg((not is_out_of_policy)::int)');
  const ahead = await truth.both('avg(lead_time_in_days)', FLIGHTS);
  const missed = await truth.both(`sum(${MISSED})`);
  const cancelled = await truth.both(`avg((${CANCELLED})::int)`, `${LIVE} or ${CANCELLED}`);
  const nights = await truth.both(`sum(${NIGHTS})`, HOTELS, 'start_date');
  const tons = await truth.both('sum(carbon_emissions)', LIVE, 'start_date');
  const [credits] = await query(
    COMPANY,
    'select sum(credit_available_usd)::double as value from stg_navan__bookings where credit_available > 0',
  );
  assert.deepEqual(tiles, {
    Spend: [usd(spend[0]), change(spend)],
    'Within policy': [percent(policy[0]), points(policy)],
    'Flights booked ahead': [`${Number(ahead[0].toPrecision(3))} days`, change(ahead)],
    'Missed savings': [usd(missed[0]), change(missed)],
    Cancelled: [percent(cancelled[0]), points(cancelled)],
    'Hotel nights': [nights[0].toLocaleString('en-US'), change(nights)],
    'CO₂, metric tons': [`${Number(tons[0].toPrecision(3))} t`, change(tons)],
    'Unused credits': [usd(credits.value), undefined],
  });
});

test('when the months are read, then their spend is that of staging', async () => {
  const groups = await truth.groups("strftime(created_at, '%Y-%m')", 'usd_grand_total');
  const byMonth = groups
    .filter(({ value }) => value > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  assert.deepEqual(
    months.spend.map(([, now]) => now),
    byMonth.map(({ value }) => usd(value)),
  );
});

const plain = (code) => code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' ');
const DEPARTMENTS =
  '(select *, unnest(departments::varchar[]) as department, len(departments::varchar[]) as parts from stg_navan__bookings)';

for (const [title, key, value, options] of [
  ['spend: By type', 'booking_type', 'usd_grand_total', { name: plain }],
  ['spend: By department', 'department', 'usd_grand_total / parts', { from: DEPARTMENTS }],
  ['vendors: Spend by vendor', 'vendor', 'usd_grand_total', {}],
  [
    'routes: Spend on flights by pair of airports',
    "least(origin_airport_code, destination_airport_code) || ' – ' || greatest(origin_airport_code, destination_airport_code)",
    'usd_grand_total',
    { where: FLIGHTS },
  ],
  [
    'savings: By type',
    'booking_type',
    `coalesce(${MISSED}, 0)`,
    { name: plain, where: `${LIVE} and ${MISSED} > 0` },
  ],
  [
    'hotels: Nights by city',
    'destination_city',
    NIGHTS,
    { where: HOTELS, date: 'start_date', format: String },
  ],
  [
    'policy: What is violated',
    'out_of_policy_violation_types ->> 0',
    '1',
    { where: `${LIVE} and is_out_of_policy`, name: plain, format: String },
  ],
])
  test(`when "${title}" is read, then each row is staging's and of five travellers in each year`, async () => {
    const { name = String, format = usd, ...how } = options;
    const groups = await truth.groups(key, value, how);
    const rows = rankings[title];
    const named = rows.filter(([label]) => label !== 'Other');
    assert.ok(named.length > 1, JSON.stringify(rows));
    for (const [label, figure] of named) {
      const group = groups.find((one) => name(one.name) === label);
      assert.equal(figure, format(group.value), label);
      for (const people of [group.travellers, group.before])
        assert.ok(people.size === 0 || people.size >= 5, label);
    }
    const rest = groups.filter((one) => !named.some(([label]) => label === name(one.name)));
    const other = rows.find(([label]) => label === 'Other');
    assert.equal(
      other?.[1],
      rest.length === 0 ? undefined : format(rest.reduce((sum, one) => sum + one.value, 0)),
    );
    for (const side of ['travellers', 'before'])
      if (rest.length > 0) assert.ok(new Set(rest.flatMap((one) => [...one[side]])).size >= 5);
  });

test('when the journal is read, then its totals are those of the lines, and debit equals credit', async () => {
  const { page } = await opened(browser, await companyPage(), { hash: '#finance' });
  const shown = await page.locator('#finance .card').evaluateAll((cards) =>
    cards.flatMap((card) => {
      const currency = /^Journal in (\w+)$/.exec(card.querySelector('h3').textContent)?.[1];
      const cells = [...card.querySelectorAll('.amounts')].map((table) =>
        [...table.querySelectorAll('tbody tr')].map((row) =>
          [...row.querySelectorAll('td')].map((cell) =>
            Number(cell.textContent.replaceAll(',', '')),
          ),
        ),
      );
      return currency
        ? [
            [
              currency,
              card.querySelector('.headline b')?.textContent.replaceAll(',', ''),
              card.querySelector('.change')?.textContent,
              cells,
            ],
          ]
        : [];
    }),
  );
  const truths = await query(
    COMPANY,
    'select currency_code as currency, sum(debit_amount)::double as debit from navan__journal_lines group by 1 order by 1',
  );
  assert.deepEqual(
    shown.map(([currency, total]) => [currency, Number(total)]),
    truths.map(({ currency, debit }) => [currency, Number(debit.toFixed(3))]),
  );
  for (const [currency, total, verdict, tables] of shown) {
    assert.equal(verdict, 'debit = credit');
    for (const rows of tables)
      for (const column of [0, 1])
        assert.ok(
          Math.abs(rows.reduce((sum, row) => sum + row[column], 0) - total) < 0.0005,
          currency,
        );
  }
});

test('when card reconciliations are read, then they add up to the closing of the model', async () => {
  const { page } = await opened(browser, await companyPage(), { hash: '#finance' });
  const shown = await page
    .locator('.equation')
    .evaluateAll((all) =>
      all.map((one) => [
        one.querySelector('h4').textContent,
        [...one.querySelectorAll('dl div')].map((term) => [
          term.children[0].textContent.trim(),
          Number(term.children[1].textContent.replaceAll(',', '')),
        ]),
      ]),
    );
  const truths = await query(
    COMPANY,
    `select currency_code as currency, sum(charge_amount + fee_amount - credit_amount - payment_amount)::double as closing
     from navan__card_reconciliation group by 1 order by 1`,
  );
  assert.deepEqual(
    shown.map(([currency]) => currency),
    truths.map(({ currency }) => currency),
  );
  for (const [index, [currency, terms]] of shown.entries()) {
    const closing = terms.at(-1)[1];
    const sum = terms
      .slice(0, -1)
      .reduce((all, [name, value]) => all + (name.startsWith('−') ? -value : value), 0);
    assert.ok(Math.abs(sum - closing) < 0.0005, currency);
    assert.ok(Math.abs(truths[index].closing - closing) < 0.0005, currency);
  }
});
