import type { Clock } from '../../../src/client/clock';
import { RequestBudget } from '../../../src/probe/budget';

const signal = new AbortController().signal;

/** Time that passes by sleeping, or when the test says so. */
function clock(): Clock & { at: number; readonly slept: number[] } {
  const slept: number[] = [];
  return {
    at: 0,
    slept,
    now() {
      return this.at;
    },
    ticks() {
      return this.at;
    },
    sleep(ms) {
      slept.push(ms);
      this.at += ms;
      return Promise.resolve();
    },
  };
}

describe('given a budget of requests', () => {
  it('when requests follow at once, then at most four are sent per second', async () => {
    const time = clock();
    const budget = new RequestBudget(time);
    const left: number[] = [];
    for (let n = 0; n < 9; n += 1) {
      await budget.take(signal);
      left.push(time.at);
    }
    expect(left).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750, 2000]);
  });

  it('when some time has passed already, then only the rest is waited for', async () => {
    const time = clock();
    const budget = new RequestBudget(time);
    await budget.take(signal);
    time.at += 200;
    await budget.take(signal);
    time.at += 400;
    await budget.take(signal);
    expect(time.slept).toEqual([50]);
  });

  it('when a token was fetched in between, then it counts and the next request keeps its interval', async () => {
    const time = clock();
    const budget = new RequestBudget(time, 2);
    budget.note();
    await budget.take(signal);
    expect(time.slept).toEqual([250]);
    await expect(budget.take(signal)).rejects.toMatchObject({
      kind: { code: 'probe-out-of-requests' },
    });
  });
});
