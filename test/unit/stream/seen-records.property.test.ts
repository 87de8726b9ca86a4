import fc from 'fast-check';
import { SeenRecords } from '../../../src/stream/seen-records';

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const readings = fc.array(fc.array(id), { minLength: 1, maxLength: 5 });

function readAll(all: readonly (readonly string[])[]): { seen: SeenRecords; fresh: string[] } {
  const seen = new SeenRecords();
  const fresh: string[] = [];
  for (const rows of all) {
    seen.beginReading();
    fresh.push(...rows.filter((row) => seen.see(row)));
  }
  return { seen, fresh };
}

describe('rows of a window over several readings', () => {
  it('given any readings, when seen, then each row is new once and all of them are', () => {
    fc.assert(
      fc.property(readings, (all) => {
        const { seen, fresh } = readAll(all);
        expect(fresh).toEqual([...new Set(all.flat())]);
        expect([...seen.ids()].sort()).toEqual([...fresh].sort());
      }),
    );
  });

  it('given any readings, when counted, then only the different rows of the last one count', () => {
    fc.assert(
      fc.property(readings, (all) => {
        expect(readAll(all).seen.distinct).toBe(new Set(all.at(-1)).size);
      }),
    );
  });

  it('given any readings, when compared, then the last repeats the one before exactly if both have the same rows', () => {
    fc.assert(
      fc.property(readings, (all) => {
        const [last, before] = [all.at(-1), all.at(-2)].map((rows) =>
          [...new Set(rows)].sort().join(),
        );
        expect(readAll(all).seen.repeatsTheLast).toBe(all.length > 1 && last === before);
      }),
    );
  });

  it('given rows without an id, when seen, then every one is new and counts', () => {
    const seen = new SeenRecords();
    seen.beginReading();
    expect([seen.see(undefined), seen.see(undefined), seen.distinct]).toEqual([true, true, 2]);
  });
});

it('given more rows than are to be remembered, when they go on, then the first and the newest of them are still known', () => {
  const seen = new SeenRecords(100);
  seen.beginReading();
  for (let row = 0; row < 1000; row++) expect(seen.see(String(row))).toBe(true);
  expect([...seen.ids()].length).toBeLessThanOrEqual(200);
  for (let row = 901; row < 1000; row++) expect(seen.see(String(row))).toBe(false);
  for (let row = 0; row < 100; row++) expect(seen.see(String(row))).toBe(false);
  expect(seen.distinct).toBe(1000);
});
