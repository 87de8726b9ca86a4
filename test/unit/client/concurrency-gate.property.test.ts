import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { ConcurrencyGate } from '../../../src/client/concurrency-gate';
import { Crowd, turns, width } from '../../support/crowd';

describe('a gate', () => {
  it('given any tasks, when run, then all run, in order of arrival, never more at a time than it admits', async () => {
    await fc.assert(
      fc.asyncProperty(turns, width, async (all, count) => {
        const crowd = new Crowd();
        const gate = new ConcurrencyGate(() => count);
        await Promise.all(all.map((each, index) => gate.run(() => crowd.task(index, each))));
        expect(crowd.begun).toEqual(all.map((_, index) => index));
        expect(crowd.most).toBeLessThanOrEqual(count);
        expect(crowd.inFlight).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('given tasks that fail, when run, then their slots are released', async () => {
    const crowd = new Crowd();
    const gate = new ConcurrencyGate(() => 2);
    const all = Array.from({ length: 10 }, (_, index) =>
      gate.run(() => crowd.task(index, 1, index % 2 === 0)),
    );
    const ended = await Promise.allSettled(all);
    expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(5);
    await gate.run(() => crowd.task(10, 1));
    expect(crowd.begun).toHaveLength(11);
    expect(crowd.most).toBe(2);
  });

  it('given a width that grows, when a task ends, then the new number of tasks runs', async () => {
    const crowd = new Crowd();
    let width = 1;
    const gate = new ConcurrencyGate(() => width);
    const all = Promise.all(
      [0, 3, 3, 3].map((each, index) => gate.run(() => crowd.task(index, each))),
    );
    width = 2;
    await nextTurn();
    expect(crowd.begun).toEqual([0, 1, 2]);
    await all;
    expect(crowd.most).toBe(2);
  });
});
