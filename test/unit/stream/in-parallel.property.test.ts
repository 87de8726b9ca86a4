import fc from 'fast-check';
import { inParallel } from '../../../src/stream/in-parallel';
import { Crowd, turns, width } from '../../support/crowd';

describe('parallel work', () => {
  it('given any items, when processed, then each is, in order, never more at a time than the width', async () => {
    await fc.assert(
      fc.asyncProperty(turns, width, async (all, most) => {
        const crowd = new Crowd();
        await inParallel(all.entries(), most, ([index, each]) => crowd.task(index, each));
        expect(crowd.begun).toEqual(all.map((_, index) => index));
        expect(crowd.most).toBeLessThanOrEqual(most);
      }),
      { numRuns: 50 },
    );
  });

  it('given an item that fails, when processed, then no new one starts and those in flight have ended', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 19 }), width, async (bad, most) => {
        const crowd = new Crowd();
        const items = Array.from({ length: 20 }, (_, index) => index);
        const work = inParallel(items, most, (index) =>
          crowd.task(index, 1 + (index % 3), index === bad),
        );
        await expect(work).rejects.toThrow(`task ${String(bad)}`);
        expect(crowd.inFlight).toBe(0);
        expect(Math.max(...crowd.begun)).toBeLessThan(bad + 3 * most + 1);
      }),
      { numRuns: 50 },
    );
  });

  it('given items that are created on demand, when one fails, then no more are created than requested', async () => {
    let made = 0;
    function* items(): Generator<number> {
      for (;;) yield made++;
    }
    const work = inParallel(items(), 1, (item) =>
      item === 2 ? Promise.reject(new Error('third')) : Promise.resolve(),
    );
    await expect(work).rejects.toThrow('third');
    expect(made).toBeLessThanOrEqual(4);
  });
});
