import { Climb } from '../../../../src/client/throttle/climb';
import type { Pace } from '../../../../src/client/throttle/climb';

const BEGAN = 1_000_000;

interface Given {
  readonly from: number;
  readonly pace: Pace;
  readonly burst?: number;
}

const climb = ({ burst = 1, ...given }: Given) => new Climb({ ...given, burst, now: BEGAN });

/** How often requests pass, one after each interval in milliseconds, until the rate grows; Infinity if it does not. */
function untilGrowth(climbing: Climb, every: number): number {
  const { rate } = climbing;
  for (let n = 1; n <= 200; n += 1) {
    climbing.passed(BEGAN + n * every);
    if (climbing.rate !== rate) return n;
  }
  return Infinity;
}

test('given nothing that passed, when it begins, then at the rate that it was given', () => {
  const fresh = climb({ from: 7, pace: 'fast' });
  expect(fresh.rate).toBe(7);
  expect(fresh.isAtStart).toBe(true);
});

test.each([
  ['fast', 1.5],
  ['slow', 1.1],
] as const)(
  'given a %s climb, when a step is over, then the rate is %f times as high',
  (pace, growth) => {
    const climbing = climb({ from: 10, pace });
    untilGrowth(climbing, 100);
    expect(climbing.rate).toBeCloseTo(10 * growth);
    expect(climbing.isAtStart).toBe(false);
  },
);

test.each([
  ['fast', 1, 3],
  ['slow', 1, 6],
  ['fast', 20, 10],
  ['slow', 20, 20],
  // No longer than three seconds.
  ['fast', 200, 30],
  ['slow', 200, 30],
] as const)(
  'given a %s climb with bursts of %i, when requests pass at its rate, then a step takes %i of them',
  (pace, burst, step) => {
    expect(untilGrowth(climb({ from: 10, pace, burst }), 100)).toBe(step);
  },
);

test('given a slow climb, when requests pass fast, then a step takes 400 ms at least', () => {
  expect(untilGrowth(climb({ from: 100, pace: 'slow' }), 10)).toBe(40);
  expect(untilGrowth(climb({ from: 100, pace: 'fast' }), 10)).toBe(3);
});

test('given less than three quarters of the rate, when a step is over, then it does not grow', () => {
  expect(untilGrowth(climb({ from: 10, pace: 'fast' }), 133)).toBe(3);
  expect(untilGrowth(climb({ from: 10, pace: 'fast' }), 134)).toBe(Infinity);
});

test('given a step in which little passed, when more passes in the next one, then that one counts alone', () => {
  const climbing = climb({ from: 10, pace: 'fast' });
  for (const at of [1000, 2000, 3000, 3100, 3200]) climbing.passed(BEGAN + at);
  expect(climbing.isAtStart).toBe(true);
  climbing.passed(BEGAN + 3300);
  expect(climbing.rate).toBeCloseTo(15);
});

test('given a request that was sent before the step began, when it passes, then it does not count', () => {
  const climbing = climb({ from: 10, pace: 'fast' });
  for (const at of [-300, -200, -100, 100, 200]) climbing.passed(BEGAN + at);
  expect(climbing.isAtStart).toBe(true);
  climbing.passed(BEGAN + 300);
  expect(climbing.rate).toBeCloseTo(15);
});

test('given requests that were sent as the step began, when they pass, then they count', () => {
  const climbing = climb({ from: 10, pace: 'fast' });
  for (let n = 0; n < 3; n += 1) climbing.passed(BEGAN);
  expect(climbing.rate).toBeCloseTo(15);
});
