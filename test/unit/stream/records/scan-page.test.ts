import { PageFormatError, PageShapeError } from '../../../../src/errors/page-format-error';
import { scan, written, writtenRecord } from './support';

function refusal(page: string | Buffer, recordPath: readonly string[] = ['data']): PageFormatError {
  try {
    scan(page, { recordPath });
  } catch (error) {
    if (error instanceof PageFormatError) return error;
    throw error;
  }
  throw new Error('the page was taken');
}

describe('the envelope', () => {
  test('given a bookings response, when scanned, then the counts outside the records are found', () => {
    const page = scan('{"data":[{}],"page":{"totalPages":3,"totalElements":281}}', {
      envelope: [['page', 'totalElements'], ['page', 'size'], ['page']],
    });
    expect(page.envelope(0)).toBe(281);
    expect(page.envelope(1)).toBeUndefined();
    expect(page.envelope(2)).toEqual({ totalPages: 3, totalElements: 281 });
  });

  test('given an expense response, when scanned, then strings, booleans and null are distinguished', () => {
    const page = scan('{"content":[],"next_cursor":"a\\u0062c","has_next":true,"next":null}', {
      recordPath: ['content'],
      envelope: [['next_cursor'], ['has_next'], ['next']],
    });
    expect([0, 1, 2].map((value) => page.envelope(value))).toEqual(['abc', true, null]);
    expect(page.count).toBe(0);
  });

  test('given a member twice, when scanned, then the first is ignored', () => {
    const page = scan('{"page":{"a":1,"b":2},"data":[],"page":{"a":3}}', {
      envelope: [
        ['page', 'a'],
        ['page', 'b'],
      ],
    });
    expect(page.envelope(0)).toBe(3);
    expect(page.envelope(1)).toBeUndefined();
  });
});

describe('the path to the records', () => {
  test('given a page that is an array, when scanned with an empty path, then its elements are records', () => {
    expect(scan('[{"a":1},{"a":2}]', { recordPath: [] }).count).toBe(2);
  });

  test.each([
    ['the first path', '{"content":[{"a":1}],"data":[]}', '{"a":1}'],
    ['another path', '{"content":null,"data":[{"a":2}]}', '{"a":2}'],
    ['another path, after an empty list', '{"content":[],"data":[{"a":4}]}', '{"a":4}'],
    [
      'the first path, with a later one of another type',
      '{"content":[{"a":1}],"data":7}',
      '{"a":1}',
    ],
    ['a bare list', '[{"a":3,"content":[]}]', '{"a":3,"content":[]}'],
  ])(
    'given several paths, when the records are at %s, then they are found there',
    (_, text, record) => {
      const page = scan(text, { recordPath: ['content'], otherRecordPaths: [['data'], []] });
      expect(page.count).toBe(1);
      expect(written(page, 0)).toBe(record);
    },
  );

  test('given several paths, when none has records, then the error names all of them', () => {
    const plan = { recordPath: ['content'], otherRecordPaths: [['data'], []] };
    expect(() => scan('{"message":"x"}', plan)).toThrow(
      "an array of records at '/content' or '/data' or '/'",
    );
  });

  test.each([
    ['{"content":[1],"data":[]}', 'an object as record'],
    ['{"content":null}', 'an array of records'],
    ['{"content":[],"data":{"items":[{"a":1}]}}', 'an array of records'],
    ['{"content":[{"a":1}],"data":[{"a":2}]}', 'records at one place only'],
    ['{"data":{"a":1}}', 'an array of records'],
  ])('given several paths, when a page is %s, then it is of another shape', (text, expected) => {
    const plan = { recordPath: ['content'], otherRecordPaths: [['data'], []] };
    expect(() => scan(text, plan)).toThrow(PageShapeError);
    expect(() => scan(text, plan)).toThrow(expected);
  });

  test.each([
    '{"content":[]}',
    '{"content":[],"data":null}',
    '{"content":[],"data":"x"}',
    '{"data":[],"content":null}',
    '[]',
  ])('given several paths, when a page is %s, then it has no records', (text) => {
    expect(scan(text, { recordPath: ['content'], otherRecordPaths: [['data'], []] }).count).toBe(0);
  });

  test('given a page that may be one object, when it has the member of a list, then it is no record', () => {
    const plan = { recordPath: ['content'], otherRecordPaths: [[]], takesObject: true };
    expect(() => scan('{"content":null}', plan)).toThrow(PageShapeError);
    expect(scan('{"content":[]}', plan).count).toBe(0);
  });

  test.each([
    ['{"erp":"x"}', ['{"erp":"x"}']],
    ['{"data":{"erp":"x"}}', ['{"erp":"x"}']],
    ['{"data":[{"erp":"x"},{"erp":"y"}]}', ['{"erp":"x"}', '{"erp":"y"}']],
    ['{ }', []],
    ['{"data":{}}', []],
  ])(
    'given a page %s that may be one object, when scanned, then its records are %j',
    (text, all) => {
      const page = scan(text, { otherRecordPaths: [[]], takesObject: true });
      expect(all.map((_, index) => written(page, index))).toEqual(all);
      expect(page.count).toBe(all.length);
    },
  );

  test('given a longer path, when scanned, then the array at its end is used', () => {
    const page = scan('{"a":{"b":[{"x":1}]}}', { recordPath: ['a', 'b'] });
    expect(written(page, 0)).toBe('{"x":1}');
  });

  test('given the array twice, when scanned, then the last counts, and an error in the first does not', () => {
    const page = scan('{"data":[{"a":1},7,{"a":2}],"d\\u0061ta":[{"a":3}]}', {
      fields: ['a'],
      add: [{ name: 'new', json: '1' }],
    });
    expect(page.count).toBe(1);
    expect(page.field(0, 0)).toBe(3);
    expect(written(page, 0)).toBe('{"a":3,"new":1}');
  });

  test('given a path whose last object has no records, when scanned, then those of an earlier object do not count', () => {
    const page = '{"a":{"b":[{}]},"a":5}';
    expect(refusal(page, ['a', 'b'])).toMatchObject({ offset: page.length });
  });

  test.each([
    ['nothing there', '{}', 2, "an array of records at '/data'"],
    ['an object there', ' {"data" : {"a":1}}', 11, "an array of records at '/data'"],
    [
      'an array first, null last',
      '{"data":[{}],"data":null}',
      20,
      "an array of records at '/data'",
    ],
    ['an array instead of the page', '[{"data":[]}]', 13, "an array of records at '/data'"],
    ['a number among the records', '{"data":[{},17]}', 12, 'an object as record'],
    ['an array among the records', '{"data":[[]]}', 9, 'an object as record'],
  ])(
    'given %s, when scanned, then it is rejected with the position',
    (_, page, offset, expected) => {
      expect(refusal(page)).toMatchObject({ offset, expected });
    },
  );
});

describe('invalid JSON', () => {
  test.each([
    ['an empty body', '', 0, 'a value'],
    ['HTML', '<html>', 0, 'a value'],
    ['a second value', '{"data":[]} {}', 12, 'the end of the page'],
    ['a cut in a string', '{"data":[{"a":"xy', 17, 'the end of a string'],
    ['a cut in an array', '{"data":[{}', 11, "',' or ']'"],
    ['a cut in a record', '{"data":[{"a":1', 15, "',' or '}'"],
    ['a cut in an escape', '{"data":[{"a":"\\', 16, 'an escape of JSON'],
    ['an unknown escape', '{"data":[{"a":"\\x"}]}', 16, 'an escape of JSON'],
    ['a short unicode escape', '{"data":[{"a":"\\u12g4"}]}', 19, 'a hexadecimal digit'],
    ['a tab in a string', '{"data":[{"a":"x\ty"}]}', 16, 'no raw control character in a string'],
    ['a name without quotes', '{"data":[{a:1}]}', 10, "a member's name"],
    ['a name without a colon', '{"data":[{"a" 1}]}', 14, "':'"],
    ['a comma too many in a record', '{"data":[{"a":1,}]}', 16, "a member's name"],
    ['a comma too many among records', '{"data":[{},]}', 12, 'a value'],
    ['a leading zero', '{"data":[{"a":01}]}', 15, "',' or '}'"],
    ['a fraction without digits', '{"data":[{"a":1.}]}', 16, 'a digit'],
    ['a bare minus', '{"data":[{"a":-}]}', 15, 'a digit'],
    ['NaN', '{"data":[{"a":NaN}]}', 14, 'a value'],
    ['a cut in a word', '{"data":[{"a":fals', 14, 'a value'],
    ['the wrong bracket', '{"data":[{"a":[1}]}', 16, "',' or ']'"],
    ['a no-break space between tokens', '{"data":\u00a0[]}', 8, 'a value'],
    ['a byte order mark', '\ufeff{"data":[]}', 0, 'no byte order mark'],
  ])(
    'given %s, when scanned, then it is rejected with the position',
    (_, page, offset, expected) => {
      expect(refusal(page)).toMatchObject({ offset, expected });
    },
  );

  test.each([
    ['a lone byte', [0xff]],
    ['a character cut short', [0xe2, 0x80]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['an overlong form', [0xc0, 0xaf]],
  ])('given %s in a string, when scanned, then it is rejected with the position', (_, bytes) => {
    // Preceded by many characters of two and three bytes: the search goes in blocks that must not cut one.
    const before = Buffer.from(`{"data":[{"a":"${'é漢'.repeat(3000)}`);
    const page = Buffer.concat([before, Buffer.from(bytes), Buffer.from('"}]}')]);
    expect(refusal(page)).toMatchObject({ offset: before.length, expected: 'valid UTF-8' });
  });

  test.each(['/', ':', '@', 'G', '`', 'g', ' '])(
    'given %j instead of a hexadecimal digit, when scanned, then it is rejected',
    (character) => {
      const page = `{"data":[{"a":"\\u000${character}"}]}`;
      expect(refusal(page)).toMatchObject({ offset: 20, expected: 'a hexadecimal digit' });
    },
  );

  test.each(['/', ':', 'trux', 'nulx', 'falsx', 'fabse', 'xalse', 'tru', 'nul'])(
    'given %j instead of a value, when scanned, then it is rejected',
    (value) => {
      const page = `{"data":[{"a":${value}}]}`;
      expect(refusal(page)).toMatchObject({ offset: 14, expected: 'a value' });
    },
  );

  // Two of the three bytes of a byte order mark.
  test.each(['\ufec0', '\uffbf', '\u2eff'])(
    'given %j before the page, when scanned, then it is not a byte order mark',
    (character) => {
      expect(refusal(`${character}{"data":[]}`)).toMatchObject({ offset: 0, expected: 'a value' });
    },
  );

  test('given another kind of body, when rejected, then the message does not quote it', () => {
    expect(refusal('{"data":[{"secret":hunter2}]}').message).toBe(
      'The page is malformed at byte 19: expected a value',
    );
  });
});

describe('values', () => {
  test.each(['0', '9', '-9', '10', '99', '9.9', '9e9', '0.0', '"\\u09aA"', '"\\ufF0f"'])(
    'given %s, when scanned, then it is written unchanged',
    (value) => {
      expect(writtenRecord(`{"a":${value}}`)).toBe(`{"a":${value}}`);
    },
  );

  test('given the digits at both ends, when members are inspected, then they form integers', () => {
    const page = scan('{"data":[{"a":0,"b":9,"c":-90,"d":9e1}]}');
    expect([...page.members(0)].map(({ type }) => type)).toEqual([
      ...['integer', 'integer', 'integer', 'number'],
    ]);
  });
});

describe('buffer size', () => {
  test('given the same record repeatedly, when asked for the most bytes, then each needs the same', () => {
    const record = '{"a":"x\u2028\u2029","b":\n[1,\r\n2]}';
    const page = scan(`{"data":[${[record, record, record].join(',')}]}`, {
      add: [{ name: 'new', json: '1' }],
    });
    const room = [0, 1, 2].map((index) => page.maxBytes(index));
    expect(new Set(room).size).toBe(1);
    expect(room[0]).toBeLessThan(3 * Buffer.byteLength(record));
  });
});

describe('what strict readers reject', () => {
  test.each([
    [String.raw`{"a":"x\ud83dy"}`, String.raw`{"a":"x\ufffdy"}`],
    [String.raw`{"a":"\uDe00"}`, String.raw`{"a":"\ufffd"}`],
    [String.raw`{"\ud83d":1}`, String.raw`{"\ufffd":1}`],
    [String.raw`{"a":"\ud83d\ud83d\ude00"}`, String.raw`{"a":"\ufffd\ud83d\ude00"}`],
    [String.raw`{"a":"\ude00\ud83d"}`, String.raw`{"a":"\ufffd\ufffd"}`],
    [String.raw`{"a":"\\ud83d"}`, String.raw`{"a":"\\ud83d"}`],
    [String.raw`{"a":"\\\ud83d"}`, String.raw`{"a":"\\\ufffd"}`],
    [String.raw`{"a":"\uD7FF\uE000"}`, String.raw`{"a":"\uD7FF\uE000"}`],
    ['{"a":1e400,"b":-1E+400}', '{"a":null,"b":null}'],
    ['{"a":1e308,"b":1e-400,"c":[1e999]}', '{"a":1e308,"b":1e-400,"c":[null]}'],
    [`{"a":${'9'.repeat(308)}}`, `{"a":${'9'.repeat(308)}}`],
    [`{"a":${'9'.repeat(309)}}`, '{"a":null}'],
    [`{"a":0.${'1'.repeat(998)}}`, `{"a":0.${'1'.repeat(998)}}`],
    [`{"a":0.${'1'.repeat(999)}}`, '{"a":null}'],
  ])('given %s, when written, then they accept it', (record, expected) => {
    expect(writtenRecord(record)).toBe(expected);
  });

  test('given one in a field that is removed, when written, then the rest is unchanged', () => {
    const record = String.raw`{"a":"\ud800","b":"\ud801","c":1e999}`;
    expect(writtenRecord(record, { remove: [['a'], ['c']] })).toBe(String.raw`{"b":"\ufffd"}`);
  });
});

describe('nesting', () => {
  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  const page = (levels: number): string => `{"data":[{"a":${nested(levels - 3)}}]}`;

  test('given 120 levels, when scanned, then they are accepted', () => {
    expect(scan(page(120)).count).toBe(1);
  });

  test('given 121 levels, when scanned, then they are rejected where the last begins', () => {
    expect(refusal(page(121))).toMatchObject({
      offset: 131,
      expected: 'at most 120 levels of nesting',
    });
  });

  test('given a million levels, when scanned, then the stack does not overflow', () => {
    expect(refusal(page(1_000_000)).expected).toBe('at most 120 levels of nesting');
  });
});

describe('a field', () => {
  test('given longer names with the same prefix, when requested, then they do not match', () => {
    // 32 more characters use the same slot of the name table.
    const page = scan(`{"data":[{"id":1,"id${'x'.repeat(32)}":2,"i":3}]}`, { fields: ['id'] });
    expect(page.field(0, 0)).toBe(1);
  });

  test('given an escaped name and a repeated name, when requested, then the last of them counts', () => {
    const page = scan('{"data":[{"id":1,"i\\u0064":"two"},{"i\\u0064":"two","id":3},{"ID":4}]}', {
      fields: ['id'],
    });
    expect([0, 1, 2].map((record) => page.field(record, 0))).toEqual(['two', 3, undefined]);
  });

  test('given an integer past 2^53, when its token is requested, then no digit is lost', () => {
    const page = scan('{"data":[{"id":12345678901234567890}]}', { fields: ['id', 'none'] });
    expect(page.token(0, 0)).toBe('12345678901234567890');
    expect(page.token(0, 1)).toBeUndefined();
  });

  test('given an object, when requested as a field, then it is absent, and null is null', () => {
    const page = scan('{"data":[{"id":{"a":1},"at":null}]}', { fields: ['id', 'at'] });
    expect([page.field(0, 0), page.field(0, 1)]).toEqual([undefined, null]);
  });
});

describe('inspecting members', () => {
  test('given one of each type, when inspected, then integers differ from other numbers', () => {
    const page = scan(
      '{"data":[{"i":-7,"n":1.0,"e":1e2,"s":"","t":true,"f":false,"z":null,"a":[],"o":{}}]}',
    );
    expect([...page.members(0)].map(({ name, type }) => `${name} ${type}`)).toEqual([
      ...['i integer', 'n number', 'e number', 's string', 't boolean', 'f boolean', 'z null'],
      ...['a array', 'o object'],
    ]);
  });
});

describe('what is sent', () => {
  test('given an indented record, when written, then line breaks are removed and other white space stays', () => {
    expect(writtenRecord('{\r\n  "a": [\n\t1\n  ]\n}')).toBe('{  "a": [\t1  ]}');
  });

  test('given line breaks of one kind only, when written, then they are removed', () => {
    expect(writtenRecord('{\r"a":1}')).toBe('{"a":1}');
    expect(writtenRecord('{\n"a":1}')).toBe('{"a":1}');
  });

  test('given characters that line readers split at, when written, then they are escaped, and dashes stay', () => {
    expect(writtenRecord('{"a\u2028":"\u2029–\u0085é\u00c2"}')).toBe(
      '{"a\\u2028":"\\u2029–\\u0085é\u00c2"}',
    );
  });
});
