import fc from 'fast-check';
import { isItsTurn } from '../../../../src/read/changes/turns';

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
const START = Date.UTC(2026, 10, 2, 8);

const month = (index: number): string =>
  new Date(Date.UTC(2021, index, 1)).toISOString().slice(0, 7);

/** Months read by each sync of the schedule, and how long each waited at most. */
function readings(months: number, intervals: readonly number[]) {
  const last = new Map(Array.from({ length: months }, (_, index) => [month(index), START]));
  let nowMs = START;
  let longest = 0;
  const counts = intervals.map((hours) => {
    nowMs += hours * HOUR;
    const due = [...last].filter(([name, sinceMs]) =>
      isItsTurn(name, { sinceMs, nowMs, everyMs: WEEK }),
    );
    for (const [name, sinceMs] of due) {
      longest = Math.max(longest, nowMs - sinceMs);
      last.set(name, nowMs);
    }
    return due.length;
  });
  return { counts, longest, waiting: Math.max(...[...last.values()].map((at) => nowMs - at)) };
}

it('given any schedule, when months take turns, then none waits longer than a round and the time between two syncs', () => {
  const schedules = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120 }), schedules, (months, intervals) => {
      const { longest, waiting } = readings(months, intervals);
      const most = WEEK + Math.max(...intervals) * HOUR;
      expect(longest).toBeLessThanOrEqual(most);
      expect(waiting).toBeLessThanOrEqual(most);
    }),
  );
});

it('given five years, when synced hourly for a week, then each month is read once, in turns that are shared', () => {
  const { counts } = readings(60, Array<number>(168).fill(1));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
  expect(counts.filter((count) => count > 0).length).toBeLessThanOrEqual(14);
  expect(Math.max(...counts)).toBeLessThan(12);
});

it('given a cursor a second before the full hour at which the sync began, when months take turns, then none has its turn again', () => {
  const starts = Array.from({ length: 168 }, (_, hour) => START + hour * HOUR);
  const again = starts.flatMap((nowMs) =>
    Array.from({ length: 60 }, (_, index) => month(index)).filter((name) =>
      isItsTurn(name, { sinceMs: nowMs - 1000, nowMs, everyMs: WEEK }),
    ),
  );
  expect(again).toEqual([]);
});
