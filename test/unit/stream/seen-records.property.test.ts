import fc from 'fast-check';
import { IdTable } from '../../../src/stream/id-table';
import { SeenRecords } from '../../../src/stream/seen-records';
import { idOfText } from '../../support/record-ids';

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const readings = fc.array(fc.array(id), { minLength: 1, maxLength: 5 });

function readAll(all: readonly (readonly string[])[]): { seen: SeenRecords; fresh: string[] } {
  const seen = new SeenRecords();
  const fresh: string[] = [];
  for (const rows of all) {
    seen.beginReading();
    fresh.push(...rows.filter((row) => seen.see(idOfText(row))));
  }
  return { seen, fresh };
}

function idsOf(seen: SeenRecords): IdTable {
  const ids = new IdTable();
  seen.copyTo(ids);
  return ids;
}

describe('records of a window over several passes', () => {
  it('given any passes, when seen, then each record is new once and all of them are seen', () => {
    fc.assert(
      fc.property(readings, (all) => {
        const { seen, fresh } = readAll(all);
        expect(fresh).toEqual([...new Set(all.flat())]);
        const ids = idsOf(seen);
        expect([ids.size, fresh.every((row) => ids.has(idOfText(row)))]).toEqual([
          fresh.length,
          true,
        ]);
      }),
    );
  });

  it('given any passes, when counted, then only the distinct records of the last one count', () => {
    fc.assert(
      fc.property(readings, (all) => {
        expect(readAll(all).seen.distinct).toBe(new Set(all.at(-1)).size);
      }),
    );
  });

  it('given any passes, when compared, then the last repeats the previous one exactly if both have the same records', () => {
    fc.assert(
      fc.property(readings, (all) => {
        const [last, before] = [all.at(-1), all.at(-2)].map((rows) =>
          [...new Set(rows)].sort().join(),
        );
        expect(readAll(all).seen.repeatsTheLast).toBe(all.length > 1 && last === before);
      }),
    );
  });

  it('given records without an id, when seen, then every one is new and counts', () => {
    const seen = new SeenRecords();
    seen.beginReading();
    expect([seen.see(undefined), seen.see(undefined), seen.distinct]).toEqual([true, true, 2]);
  });
});

it('given more records than are remembered, when they continue, then the first and the newest are still known', () => {
  const seen = new SeenRecords(100);
  seen.beginReading();
  for (let row = 0; row < 1000; row++) expect(seen.see(idOfText(String(row)))).toBe(true);
  expect(idsOf(seen).size).toBeLessThanOrEqual(300);
  for (let row = 901; row < 1000; row++) expect(seen.see(idOfText(String(row)))).toBe(false);
  for (let row = 0; row < 100; row++) expect(seen.see(idOfText(String(row)))).toBe(false);
  expect(seen.distinct).toBe(1000);
});
