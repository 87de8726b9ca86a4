import { PartComparison } from '../../../../src/read/changes/part-comparison';
import { ShownRecords } from '../../../../src/read/changes/shown-records';
import type { ScannedPage } from '../../../../src/stream/records/scanned-page';

const at = (day: number): number => Date.UTC(2026, 10, day);
const text = (day: number): string => new Date(at(day)).toISOString();
const fields = {
  ...{ id: 0, cursor: 1, created: 2, cancelled: 3 },
  ...{ window: undefined, filter: [], starts: undefined },
};

type Row = readonly [
  id: string | null,
  changed: string | null,
  created: string,
  cancelled?: string,
];

/** Rows that reading a month on the 20th found; its last reading was on the 11th, the filter is asked from the 9th on. */
function compared(rows: readonly Row[], shown: Readonly<Record<string, number>>): PartComparison {
  const records = new ShownRecords(at(9), at(19));
  for (const [id, day] of Object.entries(shown)) records.add(id, at(day));
  const comparison = new PartComparison({
    fields,
    shown: records,
    changedSince: at(10),
    oldBefore: at(5),
  });
  const page = { field: (row: number, field: number) => rows[row]?.[field] ?? null };
  for (const row of rows.keys()) comparison.add(page as unknown as ScannedPage, row);
  return comparison;
}

it.each<[string, Row, Readonly<Record<string, number>>, boolean]>([
  ['a change that was shown', ['a', text(12), text(1)], { a: 12 }, false],
  ['a change of which a later one was shown', ['a', text(12), text(1)], { a: 19 }, false],
  ['a change that was not shown', ['a', text(12), text(1)], { b: 12 }, true],
  ['a change of which an earlier version was shown', ['a', text(12), text(1)], { a: 11 }, true],
  ['a change that is younger than the look-back', ['a', text(19), text(1)], {}, false],
  ['a change that the last reading compared', ['a', text(9), text(1)], {}, false],
  ['a new record without the time of a change', ['a', null, text(12)], {}, true],
  ['an old record without the time of a change', ['a', null, text(1)], {}, false],
  ['a record without a key', [null, text(12), text(1)], {}, false],
])('given %s, when compared, then it is a miss or not', (_, row, shown, isMissed) => {
  expect(compared([row], shown).isMissed).toBe(isMissed);
});

it('given changes that were shown, when counted, then cancellations and old records count of their own', () => {
  const rows: readonly Row[] = [
    ['a', text(12), text(1), text(12)],
    ['b', text(13), text(8), text(2)],
    ['c', text(14), text(8)],
    ['d', text(19), text(1)],
  ];
  const { compared: counts, isMissed } = compared(rows, { a: 12, b: 13, c: 14 });
  expect([counts, isMissed]).toEqual([{ all: 3, cancellations: 1, old: 1 }, false]);
});
