import fc from 'fast-check';
import { type Generator, type Row, Store } from '../../simulator/data/store';
import { spreadTimes } from '../../simulator/data/times';

const COUNT = 12;
const LENGTH = 60;

const generator: Generator = {
  times: spreadTimes(5, COUNT, 0, LENGTH),
  id: (index) => `g${index}`,
  indexOf: (id) => (/^g\d+$/u.test(id) && Number(id.slice(1)) < COUNT ? Number(id.slice(1)) : -1),
  text: (index) => `generated ${index}`,
  facts: () => ({ type: null, status: null, startsAt: null, modifiedAt: 0 }),
};

const row = (id: string, at: number, text: string): Row => ({
  id,
  at,
  text: () => text,
  facts: () => generator.facts(0),
});

const id = fc.oneof(
  fc.nat(COUNT - 1).map((index) => `g${index}`),
  fc.nat(4).map((index) => `n${index}`),
);
const operation = fc.oneof(
  fc.record({
    kind: fc.constant('put' as const),
    id,
    at: fc.integer({ min: -5, max: LENGTH + 5 }),
  }),
  fc.record({ kind: fc.constant('remove' as const), id }),
);

it('given any inserts, changes and removals, a range has the same records as a plain list', () => {
  fc.assert(
    fc.property(
      fc.array(operation),
      fc.integer({ min: -5, max: LENGTH }),
      fc.nat(LENGTH),
      (operations, from, length) => {
        const store = new Store(generator);
        const model = new Map<string, { at: number; text: string }>();
        for (let n = 0; n < COUNT; n += 1)
          model.set(`g${n}`, { at: generator.times.at(n), text: generator.text(n) });
        operations.forEach((one, n) => {
          if (one.kind === 'remove') {
            expect(store.remove(one.id, 0)).toBe(model.delete(one.id));
          } else {
            store.put(row(one.id, one.at, `version ${n}`), 0);
            model.set(one.id, { at: one.at, text: `version ${n}` });
          }
        });
        const inside = [...model.values()].filter(({ at }) => at >= from && at < from + length);
        const rows = store.between(from, from + length, 0);
        const found = Array.from({ length: rows.count }, (_, n) => rows.row(n));
        expect(found.map((one) => one.text()).sort()).toEqual(
          inside.map(({ text }) => text).sort(),
        );
        const instants = found.map(({ at }) => at);
        expect(instants).toEqual([...instants].sort((a, b) => a - b));
      },
    ),
  );
});

it('given spread times, they never decrease and stay in their range, whatever the seed', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 0, max: 1e7 }),
      (seed, count, span) => {
        const times = spreadTimes(seed, count, 1e12 + 3, 1e12 + 3 + span);
        const instants = Array.from({ length: count }, (_, n) => times.at(n));
        expect(instants).toEqual([...instants].sort((a, b) => a - b));
        expect(instants[0]).toBeGreaterThanOrEqual(1e12 + 3);
        expect(instants.at(-1)).toBeLessThanOrEqual(1e12 + 3 + span);
      },
    ),
  );
});
