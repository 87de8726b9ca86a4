import { compilePagePlan } from '../../../src/stream/records/plan/compiled-plan';
import { scanPage } from '../../../src/stream/records/scan-page';

const RECORDS = 200;
const page = Buffer.from(
  JSON.stringify({
    data: Array.from({ length: RECORDS }, (_, index) => ({
      uuid: `u${String(index)}`,
      lastModified: '2026-10-01T00:00:00.000Z',
      passengers: [{ person: { name: 'x', passport: { expiresOn: '2030-01-01' } } }],
      note: 'y'.repeat(2000),
    })),
    page: { totalElements: RECORDS },
  }),
);

/** Counts the cost of one pass over a page: parsed texts, and bytes that become JavaScript strings. */
function costOf(
  remove: readonly (readonly string[])[],
  add: readonly { name: string; json: string }[],
) {
  const plan = compilePagePlan({
    recordPath: ['data'],
    envelope: [['page', 'totalElements']],
    fields: ['uuid', 'lastModified'],
    remove,
    add,
  });
  const parse = jest.spyOn(JSON, 'parse');
  const toText = jest.spyOn(Buffer.prototype, 'toString');
  const records = scanPage(page, plan);
  const target = Buffer.alloc(page.length * 2);
  let written = 0;
  let characters = 0;
  for (let index = 0; index < records.count; index++) {
    records.field(index, 0);
    records.field(index, 1);
    written = records.write(index, target, written);
  }
  for (const { value } of toText.mock.results) characters += String(value).length;
  const cost = { parses: parse.mock.calls.length, texts: toText.mock.calls.length, characters };
  parse.mockRestore();
  toText.mockRestore();
  return {
    cost,
    output: JSON.parse(
      `[${target.toString('utf8', 0, written).replace(/\}\{"uuid"/gu, '},{"uuid"')}]`,
    ) as unknown[],
  };
}

describe('cost per record', () => {
  it('given only its key and cursor, when passed on, then nothing is parsed and only those two become strings', () => {
    const { cost } = costOf([], []);
    expect(cost.parses).toBe(0);
    // A handful belongs to the page.
    expect(cost.texts).toBeLessThan(2 * RECORDS + 10);
    expect(cost.characters).toBeLessThan(40 * RECORDS);
  });

  it('given removed and added fields too, when passed on, then there is no additional parse or string', () => {
    const plain = costOf([], []);
    const edited = costOf([['*', '**', 'passport']], [{ name: 'source', json: '"fees"' }]);
    expect(edited.cost).toEqual(plain.cost);
    expect(edited.output).toHaveLength(RECORDS);
    expect(edited.output[0]).toMatchObject({
      passengers: [{ person: { name: 'x' } }],
      source: 'fees',
    });
  });
});
