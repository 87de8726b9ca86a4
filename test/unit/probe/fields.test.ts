import { plainName, fieldsNotInSchema } from '../../../src/probe/fields';

const text = { type: ['string', 'null'] };
const schema = {
  type: 'object',
  properties: {
    id: text,
    count: { type: ['integer', 'null'] },
    open: { type: ['object', 'null'], properties: {} },
    person: { type: ['object', 'null'], properties: { name: text } },
    legs: { type: ['array', 'null'], items: { type: 'object', properties: { from: text } } },
  },
};

describe('given a schema, when records are compared with it', () => {
  it('then matching records, null and undocumented inner fields give no findings', () => {
    const rows = [
      { id: 'a', count: 1, open: { anything: 1 }, person: { name: null }, legs: [{ from: 'x' }] },
      { id: null, count: null, open: null, person: null, legs: null },
      {},
    ];
    expect(fieldsNotInSchema(rows, schema)).toEqual([]);
  });

  it('then each unknown field and type is named once with its path, without a value', () => {
    const rows = [
      { id: 7, extra: 'secret', person: { name: ['secret'], age: 4 }, legs: [{ to: 'secret' }] },
      { id: 8, extra: 'secret', person: 'secret', legs: ['secret'] },
    ];
    expect(fieldsNotInSchema(rows, schema)).toEqual([
      'extra: string',
      'id: number',
      'legs[].to: string',
      'legs[]: string',
      'person.age: number',
      'person.name: array',
      'person: string',
    ]);
  });

  it.each(['ada@example.com', 'Ada Example', '2026-01-01', '', 'x'.repeat(65), 'ü'])(
    'then a name like %j, which may be a value, is not shown',
    (name) => {
      expect(plainName(name)).toBe('(no plain name)');
    },
  );

  it('then a member that every object inherits is still unknown', () => {
    expect(fieldsNotInSchema([{ toString: 'x' }], schema)).toEqual(['toString: string']);
  });
});
