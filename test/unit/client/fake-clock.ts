import { abortable, systemClock } from '../../../src/client/clock';
import type { Clock } from '../../../src/client/clock';

/** Any time works as long as it is the same in each run. */
export const START = Date.parse('2026-03-01T00:00:00Z');

export interface FakeClock extends Clock {
  /** Advances time, timer by timer, until the promise settles; resolves or rejects with it. */
  until<T>(promise: Promise<T>): Promise<T>;
  advance(ms: number): Promise<void>;
}

/** Puts all timers and `Date` under the test's control, including those that libraries use. */
export function fakeClock(): FakeClock {
  jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  return { ...systemClock, sleep, until, advance: (ms) => jest.advanceTimersByTimeAsync(ms) };
}

/** Jest's timers do not cover `node:timers/promises`. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await abortable(elapsed, signal);
  } finally {
    clearTimeout(timer);
  }
}

async function until<T>(promise: Promise<T>): Promise<T> {
  const state = { settled: false };
  const end = () => {
    state.settled = true;
  };
  promise.then(end, end);
  while (!(await turns(state))) await jest.advanceTimersToNextTimerAsync();
  return promise;
}

/** Runs everything that needs no time; returns whether the promise has settled. */
async function turns(state: { readonly settled: boolean }): Promise<boolean> {
  for (let turn = 0; turn < 4 && !state.settled; turn += 1) await new Promise(setImmediate);
  return state.settled;
}
