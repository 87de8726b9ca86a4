import { systemClock } from '../../../src/client/clock';
import type { Clock } from '../../../src/client/clock';

/** Any moment will do, as long as it is the same in each run. */
export const START = Date.parse('2026-03-01T00:00:00Z');

export interface FakeClock extends Clock {
  /** Lets time pass, from timer to timer, until the promise is settled; resolves or rejects as it does. */
  until<T>(promise: Promise<T>): Promise<T>;
  advance(ms: number): Promise<void>;
}

/** Puts all timers and `Date` under the test's control: libraries with clocks of their own follow as well. */
export function fakeClock(): FakeClock {
  jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  return { ...systemClock, until, advance: (ms) => jest.advanceTimersByTimeAsync(ms) };
}

async function until<T>(promise: Promise<T>): Promise<T> {
  let settled = false;
  const end = () => {
    settled = true;
  };
  promise.then(end, end);
  for (;;) {
    for (let turn = 0; turn < 4 && !settled; turn += 1) await new Promise(setImmediate);
    if (settled) return promise;
    await jest.advanceTimersToNextTimerAsync();
  }
}
