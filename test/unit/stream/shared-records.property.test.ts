import fc from 'fast-check';
import { SharedRecords } from '../../../src/stream/shared-records';
import { idOfText } from '../../support/record-ids';

const PARTITIONS = 6;
const partition = fc.integer({ min: 0, max: PARTITIONS - 1 });
const id = fc.constantFrom('a', 'b', 'c');
const notes = fc.array(fc.tuple(partition, id));
const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: PARTITIONS });

describe('records at the edges of partitions', () => {
  it('given consecutive partitions, when asked, then only the partition and its neighbours know a record', () => {
    fc.assert(
      fc.property(notes, partition, id, (all, asked, row) => {
        const edges = new SharedRecords(true);
        for (const [index, each] of all) edges.add(index, idOfText(each));
        const isNear = all.some(([index, each]) => each === row && Math.abs(index - asked) <= 1);
        expect(edges.has(asked, idOfText(row))).toBe(isNear);
      }),
    );
  });

  it('given separate partitions, when asked, then only the partition itself knows a record', () => {
    fc.assert(
      fc.property(notes, partition, id, (all, asked, row) => {
        const edges = new SharedRecords(false);
        for (const [index, each] of all) edges.add(index, idOfText(each));
        expect(edges.has(asked, idOfText(row))).toBe(
          all.some(([index, each]) => each === row && index === asked),
        );
      }),
    );
  });

  it('given partitions read in any order, when one is still to be read, then it knows what its neighbours sent', () => {
    fc.assert(
      fc.property(order, (read) => {
        const edges = new SharedRecords(true);
        const done = new Set<number>();
        for (const index of read) {
          for (const near of [index - 1, index + 1])
            expect(edges.has(index, idOfText(`of ${String(near)}`))).toBe(done.has(near));
          edges.add(index, idOfText(`of ${String(index)}`));
          edges.finish(index);
          done.add(index);
        }
      }),
    );
  });

  it('given a finished partition with finished neighbours, when asked, then their records are forgotten', () => {
    const edges = new SharedRecords(true);
    edges.add(1, idOfText('a'));
    for (const index of [0, 1, 2]) edges.finish(index);
    expect(edges.has(1, idOfText('a'))).toBe(false);
  });
});
