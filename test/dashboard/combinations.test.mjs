// Given companies of few travellers, whether any sums and differences of the page's spend are about one traveller alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changed, drawn, figuresOf, launched, opened, query } from './support.mjs';
import { LIVE, Truth } from './truth.mjs';

let browser;
before(async () => {
  browser = await launched();
});
after(() => browser?.close());

const PRIME = 1_000_003;

/** By elimination, modulo a prime. */
function rankOf(columns) {
  const basis = new Map();
  for (const column of columns) {
    let rest = column.map((value) => value % PRIME);
    for (let lead = rest.findIndex(Boolean); lead >= 0; lead = rest.findIndex(Boolean)) {
      const known = basis.get(lead);
      if (!known) {
        const inverse = power(rest[lead], PRIME - 2);
        basis.set(
          lead,
          rest.map((value) => (value * inverse) % PRIME),
        );
        break;
      }
      const factor = rest[lead];
      rest = rest.map((value, index) => (value + (PRIME - factor) * known[index]) % PRIME);
    }
  }
  return basis.size;
}

function power(base, exponent) {
  if (exponent === 0) return 1;
  const half = power((base * base) % PRIME, exponent >> 1);
  return exponent % 2 === 1 ? (half * base) % PRIME : half;
}

/** The bookings' parts of this year, with what the page groups them by. */
function partsOf(file, [start, end]) {
  return query(
    file,
    `select
      strftime(created_at, '%b %Y') as month,
      upper(left(booking_type, 1)) || lower(replace(substr(booking_type, 2), '_', ' ')) as type,
      vendor,
      unnest(departments::varchar[]) as department,
      case when booking_type = 'FLIGHT' then least(origin_airport_code, destination_airport_code) || ' – ' || greatest(origin_airport_code, destination_airport_code) end as route,
      json_extract_string(passengers::json, '$[*].person.uuid') as people
    from stg_navan__bookings
    where booking_uuid in (select booking_uuid from int_navan__booking_facts) and (${LIVE}) and created_at >= '${start}' and created_at < '${end}'`,
  );
}

/** One function per figure of spend: whether a part of a booking is in it. */
function figuresIn({ rankings, months }) {
  const rank = (title, column, isIn = () => true) => {
    const names = (rankings[title] ?? []).map(([name]) => name);
    const isRest = (part) => !names.includes(part[column]);
    return names.map(
      (name) => (part) =>
        isIn(part) && (['Other', 'All'].includes(name) ? isRest(part) : part[column] === name),
    );
  };
  const inOrder = (months.spend ?? []).map(([name]) => name.replace(/,.*/, '').split(' to '));
  const number = (text) => new Date(`1 ${text} UTC`).getTime();
  return [
    () => true,
    ...inOrder.map(
      ([from, to = from]) =>
        (part) =>
          number(part.month) >= number(from) && number(part.month) <= number(to),
    ),
    ...rank('spend: By type', 'type'),
    ...rank('spend: By department', 'department'),
    ...rank('vendors: Spend by vendor', 'vendor'),
    ...rank(
      'routes: Spend on flights by pair of airports',
      'route',
      ({ type }) => type === 'Flight',
    ),
  ];
}

/** Travellers without whose own parts the figures have fewer independent columns: a combination is about them alone. */
function isolated(figures, parts) {
  const people = new Map();
  for (const part of parts) {
    const pattern = figures.map((isIn) => Number(isIn(part))).join('');
    people.set(pattern, new Set([...(people.get(pattern) ?? []), ...part.people]));
  }
  const columns = [...people].map(([pattern, who]) => ({ column: [...pattern].map(Number), who }));
  const whole = rankOf(columns.map(({ column }) => column));
  return [...new Set(parts.flatMap((part) => part.people))].filter((one) => {
    const others = columns.filter(({ who }) => who.size > 1 || !who.has(one));
    return rankOf(others.map(({ column }) => column)) < whole;
  });
}

for (const count of [8, 16, 40])
  test(`when a company has ${count} travellers, then no combination of figures is about one of them`, async () => {
    const file = await changed(
      `combined-${count}`,
      `delete from int_navan__booking_facts where booking_uuid not in (
        with few as (select distinct traveler_id from int_navan__booking_travelers where traveler_id is not null order by 1 limit ${count})
        select booking_uuid from int_navan__booking_travelers group by 1 having bool_and(traveler_id in (from few)))`,
    );
    const { page } = await opened(browser, await drawn(file, `combined-${count}`));
    const figures = figuresIn(await figuresOf(page));
    const parts = await partsOf(file, (await Truth.of(file)).years[0]);
    assert.ok(figures.length > 3, `${figures.length} figures`);
    assert.deepEqual(isolated(figures, parts), []);
  });

test('when a figure of all but one traveller were shown, then that would be noticed', () => {
  const parts = ['a', 'b', 'c', 'd', 'e', 'f'].map((who) => ({ people: [who] }));
  const figures = [() => true, ({ people: [who] }) => who !== 'a'];
  assert.deepEqual(isolated(figures, parts), ['a']);
});
