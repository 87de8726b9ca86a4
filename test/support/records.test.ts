import { filesBelow, text } from '../docs/support';
import { expectIds, expectIdsAmong, expectRecords } from './records';

const numbers = Array.from({ length: 500 }, (_, number) => number);
const users = numbers.map((number) => `{"id":"u${number}","name":"n","amount":1.50}`);
type Compare = typeof expectRecords;
const said = (compare: Compare, ...compared: Parameters<Compare>): readonly string[] => {
  try {
    compare(...compared);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [];
};

describe('given records to compare', () => {
  const twice = ['{"id":"a"}', '{"id":"a"}'];

  it('when they are the same in another order, then it passes', () => {
    expectRecords('users', [...users].reverse(), users);
    expectRecords('users', [], []);
    expectRecords('users', [...twice], twice);
  });

  it('when each has one more field, then stream, id and member are named, for the first few', () => {
    const added = users.map((user) => `${user.slice(0, -1)},"source_region":"us"}`);
    expect(said(expectRecords, 'users', added, users)).toEqual([
      '500 of users differ:',
      '  users u0: "source_region" is "us", expected absent',
      '  users u1: "source_region" is "us", expected absent',
      '  users u2: "source_region" is "us", expected absent',
      '  and 497 more',
    ]);
  });

  it.each([
    [['{"id":"a"}'], [], 'a: not expected'],
    [[], ['{"uuid":"a","id":"b"}'], 'a: missing'],
    [twice, ['{"id":"a"}'], 'a: came 2 times, expected 1'],
    [
      ['{"id":"a","x":1}'],
      ['{"id":"a","x":null,"y":2}'],
      'a: "x" is 1, expected null (and 1 more members)',
    ],
    [
      ['{"id":"a","x":1.5}'],
      ['{"id":"a","x":1.50}'],
      'a: equal values, other bytes: {"id":"a","x":1.5}, expected {"id":"a","x":1.50}',
    ],
    [
      ['{"transaction_id":"a","x":"\\u0041"}'],
      ['{"transaction_id":"a","x":"A"}'],
      'a: equal values, other bytes: action_id":"a","x":"\\u0041"}, expected action_id":"a","x":"A"}',
    ],
    [['{"x":1}'], ['{"x":2}'], '{"x":2}: missing'],
  ])('when %j was sent instead of %j, then it says %s', (found, expected, difference) => {
    expect(said(expectRecords, 'fees', found, expected)[1]).toBe(`  fees ${difference}`);
  });

  it('when a value is long, then only its beginning is shown', () => {
    const long = (end: string): string => `{"id":"a","x":"${'x'.repeat(500)}${end}"}`;
    const lines = said(expectRecords, 'users', [long('1')], [long('2')]);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(200);
  });
});

describe('given ids to compare', () => {
  const ids = numbers.map((number) => `u${number}`);

  it('when they are the same, then it passes', () => {
    expectIds('users', new Set([...ids].reverse()), ids);
    expectIdsAmong('users', [...ids, ...ids, 'more'], ids);
  });

  it('when some are missing, unexpected or repeated, then the first few are named', () => {
    expect(said(expectIds, 'users', ['a', 'a', ...ids.slice(1)], ids)).toEqual([
      '2 of users differ:',
      '  users u0: missing',
      '  users a: not expected',
    ]);
    expect(said(expectIds, 'users', ['a', 'a'], ['a'])[1]).toBe(
      '  users a: came 2 times, expected 1',
    );
    expect(said(expectIdsAmong, 'users', [], ids).slice(-2)).toEqual([
      '  users u2: missing',
      '  and 497 more',
    ]);
  });
});

it('given the tests that read everything, when they compare records, then they use these functions', () => {
  const files = ['e2e', 'faults', 'golden', 'long'].flatMap((folder) =>
    filesBelow(`test/${folder}`, '.ts'),
  );
  // Jest's own output would have a line for each record, or each member.
  const byJest =
    /expect\((?:sorted\(|values\(|\[\.\.\.)(?:(?!;\n)[^])*?\.(?:records|ids)\((?:(?!;\n)[^])*?\)\s*\.toEqual\((?!\[\]\))/u;
  expect(files.filter((file) => byJest.test(text(file)))).toEqual([]);
});
