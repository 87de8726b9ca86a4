// Given groups of people at random, what is published. What may be known is computed here from the rows alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Population } from '../../scripts/dashboard/population.mjs';
import { Shown } from '../../scripts/dashboard/suppression.mjs';

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'];
const MONTHS = ['0', '1', '2', '3', '4', '5'];

/** Rows of two sides, of one to three people of at most 14; 0 is an unknown one, and none the company. */
const row = fc.record({
  side: fc.constantFrom('this', 'this', 'last'),
  kind: fc.constantFrom(...KEYS),
  month: fc.constantFrom(...MONTHS),
  people: fc.uniqueArray(fc.integer({ min: 0, max: 14 }), { minLength: 0, maxLength: 3 }),
  amount: fc.integer({ min: -2, max: 9 }),
});
const rows = fc.array(row, { maxLength: 120 });

/** What each set of people adds to a group. */
function contributions(all, side, isIn) {
  const found = new Map();
  for (const each of all.filter((one) => one.side === side && isIn(one))) {
    const key = JSON.stringify(each.people);
    found.set(key, (found.get(key) ?? 0) + each.amount);
  }
  return found;
}

const sum = (contribution) => [...contribution.values()].reduce((total, value) => total + value, 0);

/** The people on whom the difference of two sums depends. */
function peopleBehind(one, other) {
  const keys = [...new Set([...one.keys(), ...other.keys()])];
  const differing = keys.filter((key) => (one.get(key) ?? 0) !== (other.get(key) ?? 0));
  return new Set(differing.flatMap((key) => JSON.parse(key))).size;
}

const isOfFew = (count) => count > 0 && count < 5;

/** Everything that a page says: the total, a ranking and months, of each side. */
function published(all, most) {
  const population = new Population(new Shown(), all, { amount: 'amount' });
  const { kept, other } = population.largest('kind', 'amount', most);
  const months = population.ordered('month', MONTHS);
  const total = population.total
    ? [{ column: 'kind', keys: KEYS, ...figures(population.total) }]
    : [];
  const ranking = [...kept, ...(other ? [other] : [])].map((group) => ({
    column: 'kind',
    keys: group.keys,
    ...figures(group),
  }));
  const inOrder = months.map((group) => ({ column: 'month', keys: group.keys, ...figures(group) }));
  return { total, ranking, inOrder };
}

const figures = ({ this: now, last }) => ({ this: now.amount, last: last?.amount });

function shownOf(all, { total, ranking, inOrder }, side) {
  return [...total, ...ranking, ...inOrder]
    .filter((group) => group[side] !== undefined)
    .map((group) => ({
      value: group[side],
      behind: contributions(all, side, (one) => group.keys.includes(one[group.column])),
    }));
}

test('when groups are published, then each is of five people or more, and each has its own sum', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 6 }), (all, most) => {
      const page = published(all, most);
      for (const side of ['this', 'last'])
        for (const { value, behind } of shownOf(all, page, side)) {
          assert.equal(value, sum(behind));
          assert.ok(!isOfFew(peopleBehind(behind, new Map())));
        }
    }),
    { numRuns: 2000 },
  );
});

test('when any figure is subtracted from any other, then what is left is of five people or more', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 6 }), (all, most) => {
      const page = published(all, most);
      for (const side of ['this', 'last']) {
        const shown = shownOf(all, page, side);
        for (const [index, one] of shown.entries())
          for (const other of shown.slice(index + 1))
            assert.ok(!isOfFew(peopleBehind(one.behind, other.behind)));
      }
    }),
    { numRuns: 2000 },
  );
});

test('when a whole is published, then its groups and its months are the whole', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 6 }), (all, most) => {
      const { total, ranking, inOrder } = published(all, most);
      if (total.length === 0) {
        assert.deepEqual([ranking, inOrder], [[], []]);
        return;
      }
      for (const parts of [ranking, inOrder]) {
        if (parts.length === 0) continue;
        for (const side of ['this', 'last'].filter((each) => total[0][each] !== undefined))
          assert.equal(
            parts.reduce((all, part) => all + part[side], 0),
            total[0][side],
          );
        const keys = parts.flatMap((part) => part.keys);
        assert.equal(new Set(keys).size, keys.length);
      }
    }),
    { numRuns: 1000 },
  );
});

const of = (kind, count, first = 1) =>
  Array.from({ length: count }, (_, index) => ({
    side: 'this',
    kind,
    month: '0',
    people: [first + index],
    amount: 10,
  }));

test('when one group is of four people, then it takes the next smallest with it', () => {
  const { ranking } = published([...of('a', 9), ...of('b', 6, 20), ...of('c', 4, 40)], 6);
  assert.deepEqual(
    ranking.map(({ keys, this: value }) => [keys.join(), value]),
    [
      ['a', 90],
      ['c,b', 100],
    ],
  );
});

test('when all are four people, then nothing is published', () => {
  assert.deepEqual(published(of('a', 4), 6), { total: [], ranking: [], inOrder: [] });
});

test('when four people and the company make a group, then it is not published, but the company alone is', () => {
  const company = { side: 'this', kind: 'b', month: '1', people: [], amount: 5 };
  assert.deepEqual(published([...of('a', 4), company], 6).total, []);
  assert.deepEqual(published([company], 6).total[0].this, 5);
});

test('when the year before is of four people, then only this year is published', () => {
  const before = of('a', 4).map((one) => ({ ...one, side: 'last' }));
  const { total } = published([...of('a', 5), ...before], 6);
  assert.deepEqual([total[0].this, total[0].last], [50, undefined]);
});

test('when a figure of another panel differs by one person, then the second is not published on its own', () => {
  const shown = new Shown();
  const everyone = [...of('a', 9), ...of('b', 9, 20)];
  const first = new Population(shown, everyone, { amount: 'usd' });
  first.largest('kind', 'amount');
  const flights = everyone.filter(({ kind, people: [who] }) => kind === 'a' && who !== 1);
  assert.equal(new Population(shown, flights, { amount: 'usd' }).total, undefined);
  assert.equal(new Population(shown, flights, { amount: 'days' }).total.this.amount, 80);
});

test('when two groups differ by one person only, then they are published as one', () => {
  const { ranking } = published([...of('a', 5), ...of('b', 5), ...of('b', 1)], 6);
  assert.deepEqual(
    ranking.map(({ keys }) => keys.length),
    [2],
  );
});

test('when large amounts are added in another order, then they still count as equal', () => {
  const amounts = Array.from({ length: 20 }, (_, index) => 98_765_432_109.87 / (index + 3));
  const rows = Array.from({ length: 9 }, (_, index) => index + 1).flatMap((who) =>
    amounts.map((amount) => ({ side: 'this', people: [who], amount })),
  );
  const shown = new Shown();
  assert.ok(new Population(shown, rows, { amount: 'usd' }).total);
  const without = rows.filter(({ people: [who] }) => who !== 1).reverse();
  assert.equal(new Population(shown, without, { amount: 'usd' }).total, undefined);
});
