import { invalidUtf8Offset } from '../../../../../src/stream/records/json/invalid-utf8';

/** The first and the last character of each UTF-8 length. */
const CHARACTERS = ['\0', '\x7f', '\x80', '\u07ff', '\u0800', '\uffff', '\u{10000}', '\u{10ffff}'];
const CASES = CHARACTERS.flatMap((character) =>
  [0, 1, 2, 3].map((shift): [string, number] => [character, shift]),
);
const pointOf = (character: string) => `U+${(character.codePointAt(0) ?? 0).toString(16)}`;

test.each(CASES.map(([character, shift]) => [pointOf(character), shift, character] as const))(
  'given a wrong byte after many of %s, shifted by %i, when searched for, then its position is found',
  (_, shift, character) => {
    for (const count of [0, 1, 2, 2000, 9000]) {
      const before = Buffer.from('a'.repeat(shift) + character.repeat(count));
      const bytes = Buffer.concat([before, Buffer.from([0xff]), Buffer.from('é'.repeat(9000))]);
      expect(invalidUtf8Offset(bytes)).toBe(before.length);
    }
  },
);

test.each(CHARACTERS.slice(2))(
  'given %j cut short, when searched for, then the position is where it begins',
  (character) => {
    const before = Buffer.from('漢'.repeat(2000));
    const cut = Buffer.from(character).subarray(0, -1);
    expect(invalidUtf8Offset(Buffer.concat([before, cut]))).toBe(before.length);
    expect(invalidUtf8Offset(Buffer.concat([before, cut, before]))).toBe(before.length);
  },
);
