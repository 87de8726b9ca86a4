import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { inParallel, Slots } from '../../../src/stream/slots';

/** Runs tasks of so many turns each, and tells how many were under way at once. */
class Crowd {
  inFlight = 0;
  most = 0;
  readonly begun: number[] = [];

  async task(index: number, turns: number, fails = false): Promise<void> {
    this.begun.push(index);
    this.most = Math.max(this.most, ++this.inFlight);
    for (let turn = 0; turn < turns; turn++) await nextTurn();
    this.inFlight--;
    if (fails) throw new Error(`task ${String(index)}`);
  }
}

const turns = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 20 });
const width = fc.integer({ min: 1, max: 6 });

describe('slots', () => {
  it('given any tasks, when run, then all run, in the order they came, never more at a time than there are slots', async () => {
    await fc.assert(
      fc.asyncProperty(turns, width, async (all, count) => {
        const crowd = new Crowd();
        const slots = new Slots(count);
        await Promise.all(all.map((each, index) => slots.run(() => crowd.task(index, each))));
        expect(crowd.begun).toEqual(all.map((_, index) => index));
        expect(crowd.most).toBeLessThanOrEqual(count);
        expect(crowd.inFlight).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('given tasks that fail, when run, then their slots are free again', async () => {
    const crowd = new Crowd();
    const slots = new Slots(2);
    const all = Array.from({ length: 10 }, (_, index) =>
      slots.run(() => crowd.task(index, 1, index % 2 === 0)),
    );
    const ended = await Promise.allSettled(all);
    expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(5);
    await slots.run(() => crowd.task(10, 1));
    expect(crowd.begun).toHaveLength(11);
    expect(crowd.most).toBe(2);
  });
});

describe('work in parallel', () => {
  it('given any items, when worked through, then each is, in order, never more at a time than the width', async () => {
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

  it('given an item that fails, when worked through, then nothing new begins and what was under way has ended', async () => {
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

  it('given items that are made on demand, when one fails, then no more are made than were asked for', async () => {
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
