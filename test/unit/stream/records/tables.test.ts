import { IntList } from '../../../../src/stream/records/scan/int-list';
import { NameTable } from '../../../../src/stream/records/plan/name-table';

const entries = (list: IntList) => Array.from({ length: list.length }, (_, at) => list.at(at));

describe('a list of integers', () => {
  test('given room for two, when five are pushed, then all are there in order', () => {
    const list = new IntList(2);
    [7, -1, 9, 2 ** 31 - 1, 5].forEach((value) => {
      list.push(value);
    });
    expect(entries(list)).toEqual([7, -1, 9, 2 ** 31 - 1, 5]);
  });

  test.each([1, 2, 3, 9])(
    'given one entry in a room for three, when %i more are filled in, then they follow it',
    (count) => {
      const list = new IntList(3);
      list.push(7);
      expect(list.fill(4, count)).toBe(1);
      expect(entries(list)).toEqual([7, ...Array<number>(count).fill(4)]);
      list.push(8);
      expect(list.at(count + 1)).toBe(8);
    },
  );

  test('given entries, when one is set, then only that one changes', () => {
    const list = new IntList(3);
    list.fill(4, 3);
    list.set(1, 6);
    expect(entries(list)).toEqual([4, 6, 4]);
  });

  test('given entries, when cleared, then the next one is the first', () => {
    const list = new IntList(2);
    list.fill(4, 2);
    list.clear();
    expect(entries(list)).toEqual([]);
    list.push(5);
    expect(entries(list)).toEqual([5]);
  });

  test('given a list that grows one by one, when it is full, then its capacity doubles', () => {
    const room = jest.spyOn(Int32Array.prototype, 'set');
    const list = new IntList(4);
    for (let value = 0; value < 64; value += 1) list.push(value);
    expect(room).toHaveBeenCalledTimes(4);
    room.mockRestore();
  });
});

describe('a table of names', () => {
  // 'a' and 'i' with eight times the length use the same slot; the empty name has no first byte.
  const names = ['', 'a', 'b', 'ab', 'id', 'ie', 'i', `i${'x'.repeat(32)}`, 'é', '\u{1F600}'];
  const table = new NameTable(new Map(names.map((name) => [name, `value of ${name}`])));
  const found = (name: string, before = '"', after = '":1') => {
    const bytes = Buffer.from(`${before}${name}${after}`);
    const start = Buffer.byteLength(before);
    return table.find(bytes, start, start + Buffer.byteLength(name));
  };

  test.each(names)(
    'given the name %j, when searched for in a page or as text, then its value is found',
    (name) => {
      expect(found(name)).toBe(`value of ${name}`);
      expect(table.get(name)).toBe(`value of ${name}`);
    },
  );

  test.each(['c', 'aa', 'if', 'jd', 'idx', `i${'x'.repeat(31)}y`, `i${'x'.repeat(31)}`])(
    'given %j, which is not a name, when searched for, then it is not found',
    (name) => {
      expect(found(name)).toBeUndefined();
      expect(table.get(name)).toBeUndefined();
    },
  );

  test('given no names, when one is searched for, then it is not found', () => {
    expect(new NameTable(new Map()).find(Buffer.from('id'), 0, 2)).toBeUndefined();
  });
});
