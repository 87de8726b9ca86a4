import { scan, written, writtenRecord } from '../support';

describe('a removed member', () => {
  test.each([
    ['the only one', '{"x":1}', '{}'],
    ['the first', '{"x":1, "a":2}', '{"a":2}'],
    ['the last', '{"a":2 , "x":1 }', '{"a":2 }'],
    ['in the middle', '{"a":1,"x":{"y":[","]},"b":2}', '{"a":1,"b":2}'],
    ['first, twice', '{"x":1,"x":2,"a":3}', '{"a":3}'],
    ['last, twice', '{"a":3,"x":1,"x":2}', '{"a":3}'],
    ['on both sides', '{"x":1,"a":2,"x":3}', '{"a":2}'],
    ['all of them', '{ "x":1 , "x":2 }', '{  }'],
    ['with an escaped name', '{"\\u0078":1,"xx":2,"y":3}', '{"xx":2,"y":3}'],
    ['deeper only', '{"a":{"x":1}}', '{"a":{"x":1}}'],
  ])('given %s, when written, then the rest is valid JSON', (_, record, expected) => {
    expect(writtenRecord(record, { remove: [['x']] })).toBe(expected);
  });

  test('given passports of passengers, when written, then only they are removed', () => {
    const person = (passport: string): string => `{"person":{"name":"A"${passport}},"status":null}`;
    const record = (first: string, second: string): string =>
      `{"passengers":[${person(first)},7,${person(second)}],"passport":1}`;
    const remove = [['passengers', '*', 'person', 'passport']];
    expect(
      writtenRecord(record(',"passport":{"country":"DE"}', ',"pass\\u0070ort":2'), { remove }),
    ).toBe(record('', ''));
  });

  test('given pointers with a common path, when written, then all of them apply', () => {
    const remove = [['a', 'x'], ['*', 'y'], ['*', 'z', '*'], ['b']];
    expect(
      writtenRecord('{"a":{"x":1,"y":2},"c":{"x":3,"y":4,"z":[5,6]},"b":{"y":7}}', { remove }),
    ).toBe('{"a":{},"c":{"x":3,"z":[]}}');
  });

  test('given a star, when it matches an object or an array, then it applies to every member or element', () => {
    const remove = [['a', '*', 'x']];
    expect(writtenRecord('{"a":{"k":{"x":1},"l":{"x":2,"z":3}}}', { remove })).toBe(
      '{"a":{"k":{},"l":{"z":3}}}',
    );
    expect(writtenRecord('{"a":[{"x":1},[{"x":2}]]}', { remove })).toBe('{"a":[{},[{"x":2}]]}');
  });

  describe('at any depth below a top-level field', () => {
    const remove = [['*', '**', 'passport']];

    test.each([
      ['the booker', '{"booker":{"name":"A","passport":{"b":1}}}', '{"booker":{"name":"A"}}'],
      [
        'a person, and beside it',
        '{"p":[{"person":{"passport":null},"passport":"x"},null,[],"y"]}',
        '{"p":[{"person":{}},null,[],"y"]}',
      ],
      ['a passport', '{"p":{"passport":{"passport":{}},"q":1}}', '{"p":{"q":1}}'],
      ['lists in lists', '{"p":[[[{"pass\\u0070ort":[],"q":[]}]]]}', '{"p":[[[{"q":[]}]]]}'],
    ])('given one in %s, when written, then it is removed', (_, record, expected) => {
      expect(writtenRecord(record, { remove })).toBe(expected);
    });

    test.each([
      ['at the top level', '{"passport":{"a":1}}'],
      ['in other letters', '{"booker":{"Passport":1,"passports":[2],"passportId":3}}'],
      ['as the value of a custom field', '{"customFields":[{"name":"passport","value":"C01"}]}'],
    ])('given the word %s, when written, then it is kept', (_, record) => {
      expect(writtenRecord(record, { remove })).toBe(record);
    });
  });

  test('given ** between names, when written, then it may be no step at all', () => {
    const remove = [['a', '**', 'x', 'y'], ['b']];
    expect(
      writtenRecord('{"a":{"x":{"y":1,"x":{"y":2}},"y":3},"x":{"y":4},"b":5}', { remove }),
    ).toBe('{"a":{"x":{"x":{}},"y":3},"x":{"y":4}}');
  });

  test('given a name from the prototype, when removed, then it is an ordinary name', () => {
    expect(writtenRecord('{"__proto__":1,"a":2}', { remove: [['__proto__']] })).toBe('{"a":2}');
    expect(writtenRecord('{"constructor":1,"a":2}', { remove: [['a']] })).toBe('{"constructor":1}');
  });

  test('given a removed member that is also requested, when read, then its value is available', () => {
    const page = scan('{"data":[{"x":5}]}', { remove: [['x']], fields: ['x'] });
    expect(page.field(0, 0)).toBe(5);
    expect(written(page, 0)).toBe('{}');
  });
});

describe('an added field', () => {
  const add = [{ name: 'source', json: '"fees"' }];

  test.each([
    ['others', '{"a":1}', '{"a":1,"source":"fees"}'],
    ['none', '{ }', '{ "source":"fees"}'],
    ['one of the same name', '{"source":{"a":[1]},"b":2}', '{"source":"fees","b":2}'],
    ['an escaped one', '{"b":2,"sourc\\u0065" : null}', '{"b":2,"sourc\\u0065" : "fees"}'],
    ['several', '{"source":1,"b":2,"source":3}', '{"source":"fees","b":2}'],
  ])('given a record with %s, when written, then it appears once', (_, record, expected) => {
    expect(writtenRecord(record, { add })).toBe(expected);
  });

  test('given that all others are removed, when written, then there is no stray comma', () => {
    expect(writtenRecord('{"a":1,"b":2}', { add, remove: [['*']] })).toBe('{"source":"fees"}');
  });

  test('given several, when written, then they appear in order, on one line', () => {
    const several = [{ name: 'o"', json: '{\n"u":"\u2028"}' }, ...add];
    expect(writtenRecord('{"a":1}', { add: several })).toBe(
      '{"a":1,"o\\"":{"u":"\\u2028"},"source":"fees"}',
    );
  });

  test('given several records, when written in any order, then each has its own edits', () => {
    const page = scan('{"data":[{"a":1},{"source":2},{},{"x":3}]}', { add, remove: [['x']] });
    expect([3, 1, 0, 2].map((record) => written(page, record))).toEqual([
      '{"source":"fees"}',
      '{"source":"fees"}',
      '{"a":1,"source":"fees"}',
      '{"source":"fees"}',
    ]);
  });
});
