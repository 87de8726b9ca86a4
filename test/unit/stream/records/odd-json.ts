import fc from 'fast-check';

/** Names that pages, plans and pointers of the property tests share, so that they often match. */
export const NAMES = ['id', 'a', 'b', 'pass', '__proto__', '', 'é', '7', '*', 'data'];

const space = fc.constantFrom('', '', '', '', ' ', '\n', '\r\n', '\t  ');

const character = fc.constantFrom(
  ...['a', 'Z', '~', '\u007f', 'é', '漢', '😀', '\u2028', '\u2029', '\u0085', '{', '[', ',', ':'],
  ...[
    '\\"',
    '\\\\',
    '\\/',
    '\\b',
    '\\n',
    '\\u0061',
    '\\u00E9',
    '\\ud800',
    '\\uDE00',
    '\\uD83D\\uDE00',
  ],
);

const string = fc
  .array(character, { maxLength: 9 })
  .map((characters) => `"${characters.join('')}"`);

/** A name as it is usually spelled, or with every UTF-16 unit escaped. */
const name = fc.oneof(
  fc.constantFrom(...NAMES).map((text) => JSON.stringify(text)),
  fc.constantFrom(...NAMES).map((text) => `"${text.replace(/[^]/g, escapeOf)}"`),
  string,
);

function escapeOf(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const number = fc.constantFrom(
  ...['0', '-0', '7', '-12', '1.50', '0.10', '1e5', '1E+05', '-0.0e-3', '1e400'],
  '12345678901234567890',
);

function joined(open: string, items: readonly string[], close: string): string {
  return `${open}${items.join(',')}${close}`;
}

const spaced = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(space, text, space).map((parts) => parts.join(''));

const member = (value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(spaced(name), spaced(value)).map((parts) => parts.join(':'));

const tree = fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('null', 'true', 'false'),
    number,
    string,
    tie('object'),
    tie('array'),
  ),
  object: fc.oneof(
    fc.constant('{ }'),
    fc.array(member(tie('value')), { maxLength: 6 }).map((items) => joined('{', items, '}')),
  ),
  array: fc.oneof(
    fc.constant('[\n]'),
    fc.array(spaced(tie('value')), { maxLength: 4 }).map((items) => joined('[', items, ']')),
  ),
}));

/** A JSON object in odd but valid spellings: escapes, white space, numbers, repeated names. */
const oddObject: fc.Arbitrary<string> = tree.object;

/** The same for any value. */
export const oddValue: fc.Arbitrary<string> = tree.value;

/** One member of an object: name, colon, value. */
const oddMember: fc.Arbitrary<string> = member(oddValue);

/** A page: an object with the records under `data`, other members around it, and the records' texts. */
export const oddPage = fc
  .record({
    before: fc.array(oddMember, { maxLength: 3 }),
    records: fc.array(oddObject, { maxLength: 4 }),
    // A later member named "data" would replace the records.
    after: fc.array(
      oddMember.filter((text) => !('data' in (JSON.parse(`{${text}}`) as object))),
      { maxLength: 3 },
    ),
    around: space,
  })
  .map(({ before, records, after, around }) => {
    const list = joined(
      '[',
      records.map((record) => `${around}${record}${around}`),
      ']',
    );
    const members = [...before, `"data"${around}:${list}`, ...after];
    return { records, text: `${around}${joined('{', members, '}')}${around}` };
  });
