import { systemClock } from '../../../../src/client/clock';
import { Pacer } from '../../../../src/client/throttle/pacer';
import { CALM } from '../answers';
import { START, fakeClock } from '../fake-clock';

afterEach(() => jest.useRealTimers());

/** Requests per second: an interval of 20 ms; at least nine tenths of it must pass. */
const RATE = 50;
const LEAST_GAP = 18;

/** Keeps the process busy, as building a request does. */
function busyFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('given a request that left late, when the next one may leave, then the interval counts from when the first left', async () => {
  const pacer = new Pacer(systemClock);
  pacer.setRate(RATE);
  let left = -Infinity;
  for (let n = 0; n < 20; n += 1) {
    await pacer.permit(CALM);
    expect(performance.now() - left).toBeGreaterThanOrEqual(LEAST_GAP);
    busyFor(n % 2 === 0 ? 10 : 0);
    left = performance.now();
  }
  pacer.close();
});

/** A pacer at this many requests per second, with its own clock. */
function paced(rate: number) {
  const clock = fakeClock();
  const pacer = new Pacer(clock);
  pacer.setRate(rate);
  return { clock, pacer };
}

/** Times at which this many requests leave if all wait at once, in milliseconds since the start. */
async function leaving(count: number, prepare: (pacer: Pacer) => void): Promise<number[]> {
  const clock = fakeClock();
  const pacer = new Pacer(clock);
  prepare(pacer);
  const at: number[] = [];
  const one = async () => {
    await pacer.permit(CALM);
    at.push(clock.now() - START);
  };
  await clock.until(Promise.all(Array.from({ length: count }, one)));
  pacer.close();
  return at;
}

const gaps = (at: readonly number[]) => at.slice(1).map((time, n) => time - (at[n] ?? 0));

describe('without a rate', () => {
  test('given no pause, when requests are made, then none waits', async () => {
    expect(await leaving(100, () => undefined)).toEqual(Array.from({ length: 100 }, () => 0));
  });

  test('given a pause, when requests are made, then they leave when it is over', async () => {
    const at = await leaving(3, (pacer) => {
      pacer.pauseFor(5000);
    });
    expect(at).toEqual([5000, 5000, 5000]);
  });
});

describe('with a rate', () => {
  test('given ten per second, when requests wait, then they leave a tenth of a second apart, the first after one interval', async () => {
    const at = await leaving(20, (pacer) => {
      pacer.setRate(10);
    });
    expect(at[0]).toBeGreaterThanOrEqual(90);
    for (const gap of gaps(at)) expect(gap).toBeGreaterThanOrEqual(90);
    expect(at.at(-1)).toBeGreaterThanOrEqual(1900);
    expect(at.at(-1)).toBeLessThanOrEqual(2020);
  });

  test('given a thousand per second, when one request follows another, then four leave every four milliseconds', async () => {
    const { clock, pacer } = paced(1000);
    const at: number[] = [];
    for (let n = 0; n < 40; n += 1) {
      await clock.until(pacer.permit(CALM));
      at.push(clock.now() - START);
    }
    pacer.close();
    const times = [...new Set(at)];
    for (const time of times) expect(at.filter((other) => other === time)).toHaveLength(4);
    for (const gap of gaps(times)) expect(gap).toBeGreaterThanOrEqual(4);
    expect(at.at(-1)).toBeLessThan(60);
  });

  test('given a pause, when requests wait, then they leave after it, one by one', async () => {
    const at = await leaving(3, (pacer) => {
      pacer.setRate(10);
      pacer.pauseFor(5000);
    });
    expect(at[0]).toBeGreaterThanOrEqual(5000);
    for (const gap of gaps(at)) expect(gap).toBeGreaterThanOrEqual(90);
  });

  test('given a rate that falls while requests wait, when they leave, then the new rate applies', async () => {
    const { clock, pacer } = paced(10);
    const permits = [1, 2, 3].map(() => pacer.permit(CALM));
    await clock.until(permits[0] ?? Promise.reject(new Error('none')));
    const first = clock.now();
    pacer.setRate(1);
    await clock.until(Promise.all(permits));
    expect(clock.now() - first).toBeGreaterThanOrEqual(1800);
    pacer.close();
  });

  test('given a rate that rises while requests wait, when they leave, then the new rate applies to all but the first', async () => {
    const { clock, pacer } = paced(0.1);
    const permits = [1, 2, 3].map(() => pacer.permit(CALM));
    await clock.advance(100);
    pacer.setRate(10);
    await clock.until(Promise.all(permits));
    expect(clock.now() - START).toBeLessThanOrEqual(10_300);
    pacer.close();
  });

  test('given a block of four, when the rate is set to the same value, then the rest of the block stays', async () => {
    const { clock, pacer } = paced(1000);
    await clock.until(pacer.permit(CALM));
    const granted = clock.now();
    pacer.setRate(1000);
    for (let n = 0; n < 3; n += 1) await clock.until(pacer.permit(CALM));
    expect(clock.now()).toBe(granted);
    await clock.until(pacer.permit(CALM));
    expect(clock.now()).toBeGreaterThan(granted);
    pacer.close();
  });

  test.each([
    [
      'the rate changes',
      (pacer: Pacer) => {
        pacer.setRate(999);
      },
    ],
    [
      'a pause begins',
      (pacer: Pacer) => {
        pacer.pauseFor(1);
      },
    ],
  ])(
    'given a block of four, when %s, then the rest of the block is dropped',
    async (_what, change) => {
      const { clock, pacer } = paced(1000);
      await clock.until(pacer.permit(CALM));
      const granted = clock.now();
      change(pacer);
      await clock.advance(1);
      await clock.until(pacer.permit(CALM));
      expect(clock.now() - granted).toBeGreaterThanOrEqual(3);
      pacer.close();
    },
  );
});

describe('when the next one may leave', () => {
  test('given no rate, when asked, then now', () => {
    const clock = fakeClock();
    expect(new Pacer(clock).nextInMs).toBe(0);
  });

  test('given a rate, when a request has just left, then after a full interval', async () => {
    const { clock, pacer } = paced(2);
    expect(pacer.nextInMs).toBe(500);
    await clock.until(pacer.permit(CALM));
    await new Promise(setImmediate);
    expect(pacer.nextInMs).toBe(500);
    await clock.advance(200);
    expect(pacer.nextInMs).toBe(300);
    pacer.close();
  });

  test('given a pause that ends later, when asked, then at its end', () => {
    const { pacer } = paced(2);
    pacer.pauseFor(9000);
    expect(pacer.nextInMs).toBe(9000);
    expect(pacer.pausedForMs).toBe(9000);
  });
});

describe('a pause', () => {
  test('given a longer one, when a shorter one begins, then the longer one stays', () => {
    const pacer = new Pacer(fakeClock());
    pacer.pauseFor(9000);
    pacer.pauseFor(1000);
    expect(pacer.pausedForMs).toBe(9000);
  });

  test.each([undefined, 1000])(
    'given one that is extended while it lasts, when requests wait at %p per second, then for all of it',
    async (rate) => {
      const clock = fakeClock();
      const pacer = new Pacer(clock);
      if (rate !== undefined) pacer.setRate(rate);
      pacer.pauseFor(1000);
      const permit = pacer.permit(CALM);
      await clock.advance(500);
      pacer.pauseFor(2500);
      await clock.until(permit);
      expect(clock.now()).toBe(START + 3000);
      pacer.close();
    },
  );

  test('given none, when awaited, then it is over', async () => {
    const clock = fakeClock();
    await clock.until(new Pacer(clock).open(CALM));
    expect(clock.now()).toBe(START);
  });
});

test('given a wall clock that is set back or forward, when a pause lasts or is over, then its length stays the same', async () => {
  const clock = fakeClock();
  let shift = 0;
  const pacer = new Pacer({ ...clock, now: () => clock.now() + shift });
  pacer.pauseFor(2000);
  for (const set of [-3_600_000, 3_600_000]) {
    shift = set;
    await clock.advance(500);
  }
  expect(pacer.pausedForMs).toBe(1000);
  await clock.advance(1000);
  shift = -3_600_000;
  expect(pacer.pausedForMs).toBe(0);
  await clock.until(pacer.open(CALM));
  expect(clock.now() - START).toBe(2000);
});

describe('an aborted request', () => {
  test('given three that wait, when the second is aborted, then the third takes its place', async () => {
    const { clock, pacer } = paced(1);
    const stop = new AbortController();
    const first = pacer.permit(CALM);
    const second = pacer.permit(stop.signal);
    const third = pacer.permit(CALM);
    stop.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    await clock.until(Promise.all([first, third]));
    expect(clock.now() - START).toBeLessThanOrEqual(2100);
    pacer.close();
  });

  test('given one that waits for its turn, when it is aborted, then those behind it continue', async () => {
    const { clock, pacer } = paced(0.1);
    const stop = new AbortController();
    const first = pacer.permit(stop.signal);
    const second = pacer.permit(CALM);
    await clock.advance(5000);
    stop.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    await clock.until(second);
    expect(clock.now() - START).toBeLessThanOrEqual(10_100);
    pacer.close();
  });

  test('given a pause, when a request that waits for its end is aborted, then it ends with its reason', async () => {
    const clock = fakeClock();
    const pacer = new Pacer(clock);
    pacer.pauseFor(60_000);
    const stop = new AbortController();
    const waiting = pacer.permit(stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(clock.now()).toBe(START);
  });
});

test('given a wall clock that is set back by an hour, when requests wait, then they leave at the rate', async () => {
  const { clock, pacer } = paced(10);
  const startedAt = clock.ticks();
  const permits = Array.from({ length: 20 }, () => pacer.permit(CALM));
  await clock.until(permits[3] ?? Promise.reject(new Error('none')));
  jest.setSystemTime(clock.now() - 3_600_000);
  await clock.until(Promise.all([...permits, pacer.permit(CALM)]));
  expect(clock.ticks() - startedAt).toBeLessThan(3000);
  pacer.close();
});

describe('when it is closed', () => {
  test('given waiting requests, when it is closed, then they still leave at the rate', async () => {
    const { clock, pacer } = paced(1);
    const waiting = [1, 2, 3].map(() => pacer.permit(CALM));
    pacer.close();
    await clock.until(Promise.all(waiting));
    expect(clock.now() - START).toBeGreaterThanOrEqual(2700);
  });

  test('given a closed one, when a request is made, then it is refused', async () => {
    const { pacer } = paced(100);
    pacer.close();
    await expect(pacer.permit(CALM)).rejects.toThrow();
  });
});
