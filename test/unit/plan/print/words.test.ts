import { table } from '../../../../src/plan/print/table';
import { age, agesOf, listParts, moment } from '../../../../src/plan/print/words';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('words of the plan', () => {
  it.each([
    [-HOUR, '<1 min'],
    [59_999, '<1 min'],
    [7 * MINUTE, '7 min'],
    [HOUR, '1 h'],
    [47.9 * HOUR, '47 h'],
    [48 * HOUR, '2 days'],
  ])('given an age of %i ms, then it is %s', (ms, words) => {
    expect(age(ms)).toBe(words);
  });

  it('given reads of different ages, then the newest comes first', () => {
    const now = 1000 * HOUR;
    expect(agesOf([now - 30 * HOUR, now - HOUR], now)).toBe('1 h to 30 h ago');
    expect(agesOf([now - HOUR], now)).toBe('1 h ago');
  });

  it('given a midnight, then it is a day', () => {
    expect(moment(Date.parse('2026-09-01T00:00:00Z'))).toBe('2026-09-01');
    expect(moment(Date.parse('2026-09-01T10:20:30Z'))).toBe('2026-09-01 10:20');
  });

  const months = Array.from(
    { length: 12 },
    (_, month) => `2026-${String(month + 1).padStart(2, '0')}`,
  );

  it('given months, then neighbours are joined', () => {
    const some = ['2026-01', '2026-02', '2026-03', '2026-05', '2026-07', '2026-08'];
    expect(listParts(some, months, true)).toBe('2026-01 to 2026-03, 2026-05, 2026-07, 2026-08');
  });

  it('given many separate months, then the rest is counted', () => {
    const odd = months.filter((_, index) => index % 2 === 0);
    expect(listParts(odd, months, true)).toBe('2026-01, 2026-03, 2026-05, 2026-07, 2 more');
  });

  it('given types, then they are never joined', () => {
    expect(listParts(['fees', 'disputes', 'x'], ['fees', 'disputes', 'x'], false)).toBe(
      'fees, disputes, x',
    );
  });

  it('given rows, then columns are aligned without spaces at the end', () => {
    const rows = [
      ['a', 'bb', ''],
      ['aaa', '1', 'c'],
    ];
    expect(table(rows, [1])).toEqual(['a    bb', 'aaa   1  c']);
  });
});
