import fc from 'fast-check';
import { IdTable } from '../../../src/stream/id-table';
import { digest, recordId, type RecordId } from '../../../src/stream/record-id';

/** Few different words, so that IDs agree in some of them, and times of the same second, as UUIDs of version 7 have. */
const word = fc.oneof(fc.constantFrom(0, 1, -1, 0x01980000), fc.integer());
const id = fc.tuple(word, word, word, word).map((words) => Int32Array.from(words));
const notes = fc.array(fc.tuple(id, fc.integer({ min: 1, max: 2 ** 31 - 1 })), { maxLength: 400 });
const keyOf = (each: RecordId): string => each.join();

describe('numbers by record ID', () => {
  it('given any IDs, when noted, then each has its last number and others have none', () => {
    fc.assert(
      fc.property(notes, id, (all, other) => {
        const table = new IdTable();
        const expected = new Map<string, number>();
        for (const [each, number] of all) {
          table.set(each, number);
          expected.set(keyOf(each), number);
        }
        expect(table.size).toBe(expected.size);
        for (const [each] of all) expect(table.get(each)).toBe(expected.get(keyOf(each)));
        expect(table.get(other)).toBe(expected.get(keyOf(other)) ?? 0);
      }),
    );
  });

  it('given two tables, when one is added to the other, then it has the IDs of both', () => {
    fc.assert(
      fc.property(notes, notes, (some, others) => {
        const [table, added] = [new IdTable(), new IdTable()];
        for (const [each] of some) table.set(each);
        for (const [each] of others) added.set(each);
        table.addAll(added);
        const both = [...some, ...others].map(([each]) => each);
        expect(table.size).toBe(new Set(both.map(keyOf)).size);
        expect(both.every((each) => table.has(each))).toBe(true);
      }),
    );
  });

  it('given an ID that is used again for the next record, when it changes, then the table keeps the first', () => {
    const table = new IdTable();
    const used = digest('first', recordId());
    table.set(used);
    digest('second', used);
    expect([table.has(used), table.has(digest('first', recordId()))]).toEqual([false, true]);
  });

  // With a poor hash some of them take minutes.
  it.each([
    ['the first word', (n: number) => [n, 0, n % 7, 0]],
    ['the last word', (n: number) => [1, 2, 3, n]],
    ['two equal words', (n: number) => [0, 0, n, n]],
    ['high bits', (n: number) => [0, n << 15, 0, n >>> 17]],
  ])(
    'given a hundred thousand IDs that differ in %s, when noted, then none is lost',
    (_, words) => {
      const table = new IdTable();
      const each = recordId();
      for (let n = 1; n <= 100_000; n++) {
        each.set(words(n));
        table.set(each, n);
      }
      for (let n = 1; n <= 100_000; n++) {
        each.set(words(n));
        if (table.get(each) !== n) throw new Error(`lost: ${String(n)}`);
      }
      expect(table.size).toBe(100_000);
    },
  );
});
