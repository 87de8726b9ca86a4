import { Stretch } from '../../../../src/client/throttle/stretch';

const BEGAN = 1_000_000;

interface Given {
  /** Milliseconds since the stretch began. */
  readonly passed?: readonly number[];
  readonly refused?: readonly number[];
  readonly pausedBefore?: number;
}

function stretch({ passed = [], refused = [], pausedBefore = 0 }: Given): Stretch {
  const result = new Stretch(BEGAN, pausedBefore);
  for (const at of passed) result.passed(BEGAN + at);
  for (const at of refused) result.refused(BEGAN + at);
  return result;
}

/** Every `every` milliseconds, the first after one of them. */
const evenly = (count: number, every: number) =>
  Array.from({ length: count }, (_, n) => (n + 1) * every);

describe('what passes on average', () => {
  const average = (given: Given, pausedUntil: number) =>
    stretch(given).average(BEGAN + pausedUntil);

  test('given a pause after the refusal as long as the one before, when 20 passed, then it is 20 in that time', () => {
    const passed = evenly(20, 100);
    expect(average({ passed, refused: [2100], pausedBefore: 1900 }, 4000)).toBeCloseTo(5);
  });

  test('given a pause after it that is longer than the one before, when it is asked, then with the longer one', () => {
    const passed = evenly(20, 100);
    expect(average({ passed, refused: [2100], pausedBefore: 900 }, 4000)).toBeCloseTo(5);
  });

  test('given a pause before it that is longer than the one after, when it is asked, then with the longer one', () => {
    const passed = evenly(20, 100);
    expect(average({ passed, refused: [2100], pausedBefore: 5900 }, 4000)).toBeCloseTo(2.5);
  });

  test('given requests that were sent after the first refusal and passed, when it is asked, then they fill no bucket', () => {
    const passed = [...evenly(10, 100), 1000, 1100, 1200, 1300];
    expect(average({ passed, refused: [1000], pausedBefore: 1000 }, 1400)).toBeCloseTo(4.5);
  });

  test('given several refusals, when they come in any order, then the earliest counts', () => {
    const passed = evenly(10, 100);
    for (const refused of [
      [1100, 1500],
      [1500, 1100],
    ]) {
      expect(average({ passed, refused, pausedBefore: 3900 }, 2000)).toBeCloseTo(2);
    }
  });

  test('given a refusal before all that passed, when it came late, then all that passed counts', () => {
    expect(average({ passed: [500, 1000], refused: [100], pausedBefore: 900 }, 2000)).toBeCloseTo(
      1,
    );
  });

  test('given a refusal before the stretch began, when it is asked, then the stretch took no time', () => {
    expect(average({ passed: [500, 1000], refused: [-800], pausedBefore: 4000 }, 1000)).toBeCloseTo(
      0.5,
    );
  });

  test('given no refusal, when it is asked, then all until now counts', () => {
    expect(average({ passed: evenly(10, 100), pausedBefore: 3000 }, 2000)).toBeCloseTo(2);
  });

  test('given that no time went by, when it is asked, then it is a number', () => {
    expect(average({ passed: [0] }, 0)).toBe(1000);
  });
});

describe('what passes in any window', () => {
  const sustained = (passed: readonly number[], burst: number) =>
    stretch({ passed }).sustained(burst);

  test('given 21 in two seconds, when the burst is one, then 20 flowed in', () => {
    expect(sustained(evenly(21, 100), 1)).toBeCloseTo(10);
  });

  test('given a dense window between quiet ones, when it is asked, then the dense one counts', () => {
    const dense = evenly(11, 50).map((at) => 30_000 + at);
    expect(sustained([...evenly(10, 1000), ...dense, 60_000], 1)).toBeCloseTo(20);
  });

  test('given requests in any order, when it is asked, then it is the same as in order', () => {
    expect(sustained(evenly(21, 100).toReversed(), 1)).toBeCloseTo(10);
  });

  test('given a burst, when a window has three requests beyond it, then it counts, and with fewer it does not', () => {
    expect(sustained(evenly(8, 200), 4)).toBeCloseTo(4 / 1.4);
    expect(sustained(evenly(7, 200), 4)).toBe(0);
  });

  test('given a burst between two numbers, when it is asked, then the larger says which windows count', () => {
    expect(sustained(evenly(8, 200), 3.25)).toBeCloseTo(4.75 / 1.4);
    expect(sustained(evenly(7, 200), 3.25)).toBe(0);
  });

  test('given a window of a quarter of a second, when it is asked, then it counts, and a shorter one does not', () => {
    expect(sustained(evenly(6, 50), 1)).toBeCloseTo(20);
    expect(sustained(evenly(6, 49), 1)).toBe(0);
  });

  test('given more than 512 requests, when it is asked, then the last 512 count', () => {
    const slow = evenly(512, 100);
    const fast = evenly(20, 20).map((at) => at + 60_000);
    expect(sustained([...fast, ...slow.map((at) => at + 70_000)], 1)).toBeCloseTo(10);
    expect(sustained([...fast, ...slow.slice(0, 492).map((at) => at + 70_000)], 1)).toBeCloseTo(50);
  });

  test('given nothing that passed, when it is asked, then nothing', () => {
    expect(sustained([], 1)).toBe(0);
  });
});

describe('the pause before', () => {
  test('given a pause that fills the bucket, when it is asked, then the stretch did not begin below it', () => {
    const begun = stretch({ pausedBefore: 2000 });
    expect(begun.beganBelow(10, 5)).toBe(true);
    expect(begun.beganBelow(9.9, 5)).toBe(false);
  });

  test('given a refusal, when the next stretch begins, then the pause before it began with the refusal', () => {
    const next = stretch({ passed: evenly(10, 100), refused: [1000] }).next(BEGAN + 3000);
    expect(next.count).toBe(0);
    expect(next.whole(BEGAN + 3500)).toBe(500);
    expect(next.beganBelow(2, 1)).toBe(true);
    expect(next.beganBelow(1.9, 1)).toBe(false);
  });

  test('given no refusal, when the next stretch begins, then there was no pause before it', () => {
    expect(
      stretch({})
        .next(BEGAN + 3000)
        .beganBelow(0, 1000),
    ).toBe(true);
  });

  test('given a stretch in which nothing passed, when it is joined with the pause before, then they are one pause', () => {
    const joined = stretch({ refused: [10], pausedBefore: 1000 });
    joined.join(BEGAN + 2000);
    expect(joined.whole(BEGAN + 2500)).toBe(500);
    expect(joined.beganBelow(3, 1)).toBe(true);
    expect(joined.beganBelow(2.9, 1)).toBe(false);
    for (const at of evenly(10, 100)) joined.passed(BEGAN + 2000 + at);
    expect(joined.average(BEGAN + 4000)).toBeCloseTo(2);
  });
});

describe('the first stretch', () => {
  test('given requests in any order, when the first refusal came, then the burst is what had passed, less what flowed in', () => {
    const opening = stretch({ passed: [300, 100, 200, 0], refused: [400] }).opening(BEGAN + 1000);
    expect(opening.burst(0)).toBe(4.25);
    expect(opening.burst(5)).toBeCloseTo(2.25);
  });

  test('given no refusal, when it is asked, then what flowed in until now is none of the burst', () => {
    expect(
      stretch({ passed: [0, 0, 0] })
        .opening(BEGAN + 1000)
        .burst(1),
    ).toBeCloseTo(2.25);
  });
});
