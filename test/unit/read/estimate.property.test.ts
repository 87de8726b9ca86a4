import fc from 'fast-check';
import { Estimate } from '../../../src/read/estimate';

const counts = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(10_000));
const names = ['a', 'b', 'c', 'd', 'e'];
const sumOf = (all: readonly number[]): number => all.reduce((sum, each) => sum + each, 0);

describe('the record estimate', () => {
  it('given counts of every partition, when read, then it is their sum, whatever was known earlier', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(10_000), { minLength: 5, maxLength: 5 }),
        counts,
        (now, before) => {
          const estimate = new Estimate(names, (name) => before[name]);
          names.forEach((name, index) => {
            estimate.learn(name, now[index] ?? 0);
          });
          expect(estimate.records).toBe(sumOf(now));
        },
      ),
    );
  });

  it('given some counts, when read, then the others use their earlier count, or the mean', () => {
    fc.assert(
      fc.property(counts, counts, (learnt, before) => {
        const estimate = new Estimate(names, (name) => before[name]);
        for (const [name, count] of Object.entries(learnt)) estimate.learn(name, count);
        const told = Object.values({ ...before, ...learnt });
        const mean = told.length === 0 ? 0 : sumOf(told) / told.length;
        expect(Math.abs(estimate.records - mean * names.length)).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  it('given a partition of another stream, when counted, then it is ignored', () => {
    const estimate = new Estimate(['a'], () => 7);
    estimate.learn('z', 1000);
    expect(estimate.records).toBe(7);
  });
});
