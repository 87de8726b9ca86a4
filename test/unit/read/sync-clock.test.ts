import { SyncClock } from '../../../src/read/sync-clock';

const START = Date.parse('2026-11-24T12:00:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A clock that saw responses whose `Date` differs from this machine's time by these offsets. */
function clockThatHeard(...offsets: readonly number[]) {
  const skews: number[] = [];
  const odd: number[] = [];
  const clock = new SyncClock(START, {
    onSkew: (offset) => skews.push(offset),
    onOddAnswer: (offset) => odd.push(offset),
  });
  for (const offset of offsets) clock.observe(START + offset + 70, START + 70);
  return { clock, skews, odd };
}

const nothing = { serverMs: START, machineMs: START, earliestMs: START, latestMs: START };

describe('one response', () => {
  it.each([0, 5 * MINUTE, -5 * MINUTE, 999])(
    'given a difference of %i ms, when seen, then the clocks count as equal',
    (offset) => {
      const { clock, skews, odd } = clockThatHeard(offset);
      expect(clock.readStart).toEqual(nothing);
      expect(clock.isUndecided).toBe(false);
      expect([skews, odd]).toEqual([[], []]);
    },
  );

  it.each([5 * MINUTE + 1, -5 * MINUTE - 1, 3 * DAY])(
    'given a difference of %i ms, when seen, then it is ignored until another response confirms it',
    (offset) => {
      const { clock } = clockThatHeard(offset);
      expect(clock.isUndecided).toBe(true);
      expect(clock.readStart).toEqual(nothing);
      expect(clock.trusts(START + offset, START)).toBe(false);
      expect(clock.provisionalStartMs).toBe(START + offset);
    },
  );
});

describe('several responses', () => {
  it.each([
    [3 * DAY, 0, 3 * DAY],
    [-10 * DAY, -10 * DAY, 0],
    [-400 * DAY, -400 * DAY, 0],
    [400 * DAY, 0, 400 * DAY],
  ])(
    'given two that differ by %i ms, when seen, then ranges extend from %i to %i',
    (offset, earliest, latest) => {
      const { clock, skews } = clockThatHeard(offset, offset + 2000);
      expect(clock.readStart).toEqual({
        serverMs: START + offset,
        machineMs: START,
        earliestMs: START + earliest,
        latestMs: START + latest,
      });
      expect(skews).toEqual([offset]);
      expect(clock.trusts(START + offset, START)).toBe(true);
      expect(clock.trusts(START, START)).toBe(true);
      expect(clock.earliestAt(START)).toBe(START + Math.min(offset, 0));
    },
  );

  it('given an odd one before one that agrees with the machine, when seen, then it is reported and ignored', () => {
    const { clock, skews, odd } = clockThatHeard(-10 * DAY, 0);
    expect(clock.readStart).toEqual(nothing);
    expect([skews, odd]).toEqual([[], [-10 * DAY]]);
    expect(clock.trusts(START - 10 * DAY, START)).toBe(false);
  });

  it('given an odd one after one that agrees with the machine, when seen, then it is reported and ignored', () => {
    const { clock, skews, odd } = clockThatHeard(0, 3 * DAY);
    expect(clock.readStart).toEqual(nothing);
    expect([skews, odd]).toEqual([[], [3 * DAY]]);
  });

  it('given one that differs from two that agree, when seen, then the two are believed', () => {
    const { clock, odd } = clockThatHeard(-10 * DAY, 3 * DAY, 3 * DAY);
    expect(clock.readStart.serverMs).toBe(START + 3 * DAY);
    expect(odd).toEqual([-10 * DAY]);
  });

  it('given three that all differ, when seen, then none of them is believed', () => {
    const { clock, skews } = clockThatHeard(-10 * DAY, 3 * DAY, 100 * DAY);
    expect(clock.readStart).toEqual(nothing);
    expect(clock.isUndecided).toBe(false);
    expect(skews).toEqual([]);
  });
});
