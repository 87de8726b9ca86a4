import fc from 'fast-check';
import { idOf } from '../../../src/stream/record-fields';
import { readRecordId, recordId } from '../../../src/stream/record-id';
import { idOfText } from '../../support/record-ids';
import { scan } from './records/support';

/** A UUID of any version, and what only looks like one. */
const uuid = fc.uuid();
const unlike = fc
  .tuple(uuid, fc.nat(35), fc.constantFrom('A', 'F', 'g', '-', ' ', 'é', '\u0000', ''))
  .map(([text, at, other]) => text.slice(0, at) + other + text.slice(at + 1));
const text = fc.oneof(uuid, uuid, unlike, fc.string());
const value = fc.oneof(text, text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));

/** Of a UUID without its first digit. */
const REST = '0000000-0000-4000-8000-00000000000b';

const pageOf = (values: readonly unknown[]): ReturnType<typeof scan> =>
  scan(JSON.stringify({ data: values.map((id) => ({ id })) }), { fields: ['id'] });

function idsOf(
  values: readonly unknown[],
  field: number | undefined,
): readonly (string | undefined)[] {
  const page = pageOf(values);
  return values.map((_, index) => readRecordId(page, index, field, recordId())?.join());
}

describe('the 128 bits of a record ID', () => {
  it('given any records, when identified, then two are the same exactly if their IDs are the same text', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 8 }), (some) => {
        const values = [...some, ...some];
        const page = pageOf(values);
        const texts = values.map((_, index) => idOf(page, index, 0));
        const ids = idsOf(values, 0);
        for (const [a, each] of ids.entries())
          for (const [b, other] of ids.entries())
            expect(each === other).toBe(texts[a] === texts[b]);
      }),
    );
  });

  it('given a UUID, when identified, then by its own bits', () => {
    fc.assert(
      fc.property(uuid, (id) => {
        const digits = id.replaceAll('-', '');
        const words = [0, 8, 16, 24].map((at) => Number.parseInt(digits.slice(at, at + 8), 16) | 0);
        expect(idsOf([id], 0)).toEqual([words.join()]);
      }),
    );
  });

  it('given a UUID with one digit in capitals, when identified, then it is another ID, as on a database', () => {
    const id = 'a0000000-0000-4000-8000-00000000000b';
    expect(idsOf([id.toUpperCase()], 0)).toEqual([idOfText(id.toUpperCase()).join()]);
    expect(new Set(idsOf([id, id.replace('b', 'B'), id.replace('a', 'A')], 0)).size).toBe(3);
  });

  it('given a UUID with an escaped digit, when identified, then it is the same as without', () => {
    const page = scan('{"data":[{"id":"a%"},{"id":"\\u0061%"}]}'.replaceAll('%', REST), {
      fields: ['id'],
    });
    const [plain, escaped] = [0, 1].map((index) => readRecordId(page, index, 0, recordId()));
    expect(escaped).toEqual(plain);
  });

  it('given half characters, when identified, then each is another ID', () => {
    expect(new Set(idsOf(['\ud800', '\ud801', '\ufffd'], 0)).size).toBe(3);
  });

  it('given a stream without a primary key, when identified, then equal records are one', () => {
    const [first, second, third] = idsOf(['x', 'y', 'x'], undefined);
    expect([first === third, first === second]).toEqual([true, false]);
  });
});
