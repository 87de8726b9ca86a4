import { Warnings } from '../../../src/read/warnings';
import { compilePagePlan } from '../../../src/stream/records/plan/compiled-plan';
import { scanPage } from '../../../src/stream/records/scan-page';

const schema = {
  properties: {
    uuid: { type: ['string', 'null'] },
    total: { type: ['number', 'null'] },
    count: { type: 'integer' },
    tags: { type: ['array', 'string', 'null'] },
  },
};
const plan = compilePagePlan({
  recordPath: ['data'],
  envelope: [],
  fields: [],
  remove: [],
  add: [],
});

/** The warnings about pages with one record each. */
function said(...records: readonly string[]): readonly string[] {
  const lines: string[] = [];
  const log = {
    log: (level: string, _: string, facts: object = {}) =>
      lines.push(`${level} ${JSON.stringify(facts)}`),
  };
  const warnings = new Warnings(log, new Map([['bookings', schema]]), () => undefined);
  for (const record of records)
    warnings.page('bookings', scanPage(Buffer.from(`{"data":[${record}]}`), plan));
  return lines;
}

describe("records that are sent as other JSON than the API's", () => {
  it('given lone surrogates and excessive numbers on many pages, when inspected, then each gives one warning without the value', () => {
    const record = String.raw`{"uuid":"\ud83d","total":1e400}`;
    expect(said(record, record)).toEqual([
      'WARN {"stream":"bookings"}',
      'WARN {"stream":"bookings"}',
    ]);
  });

  it('given a surrogate pair and a large number, when inspected, then there is no warning', () => {
    expect(said(String.raw`{"uuid":"\ud83d\ude00 \\ud83d","total":1e300}`)).toEqual([]);
  });
});

describe('fields that the schema lacks', () => {
  it('given fields that match the schema, when inspected, then there is no warning', () => {
    expect(
      said('{"uuid":"a","total":1.5,"count":3,"tags":""}', '{"uuid":null,"total":7,"tags":[]}'),
    ).toEqual([]);
  });

  it('given an unknown field on many pages, when inspected, then one warning has its name and type', () => {
    const record = '{"uuid":"a","secretThing":"geheim"}';
    expect(said(record, record, record)).toEqual([
      'WARN {"stream":"bookings","field":"secretThing","type":"string"}',
    ]);
  });

  it.each([
    ['"total":"1.5"', 'total', 'string'],
    ['"count":1.5', 'count', 'number'],
    ['"uuid":{}', 'uuid', 'object'],
    ['"uuid":true', 'uuid', 'boolean'],
    ['"count":null', 'count', 'null'],
  ])(
    'given %s, when inspected, then the warning names the field and the type received',
    (member, field, type) => {
      expect(said(`{${member}}`)).toEqual([
        `WARN ${JSON.stringify({ stream: 'bookings', field, type })}`,
      ]);
    },
  );

  it('given a stream without a schema, when inspected, then there is no warning', () => {
    const lines: string[] = [];
    const warnings = new Warnings(
      { log: (level) => lines.push(level) },
      new Map(),
      () => undefined,
    );
    warnings.page('other', scanPage(Buffer.from('{"data":[{"a":1}]}'), plan));
    expect(lines).toEqual([]);
  });
});

describe('records without a key', () => {
  const lines: string[] = [];
  const log = {
    log: (level: string, sentence: string, facts: object = {}) =>
      lines.push(`${level} ${sentence} ${JSON.stringify(facts)}`),
  };

  it('given some in two streams, when the read ends, then each has one warning with their count', () => {
    const warnings = new Warnings(log, new Map(), () => undefined, new Set(['users']));
    expect([1, 2].map(() => warnings.keylessRecord('bookings'))).toEqual([true, true]);
    expect(warnings.keylessRecord('users')).toBe(false);
    expect(lines).toEqual([]);
    warnings.logKeylessRecords();
    expect(lines).toEqual([
      'WARN Records without a primary key were sent as they are. {"stream":"bookings","records":2}',
      'WARN Records without a primary key were dropped: the destination could not tell them apart. {"stream":"users","records":1}',
    ]);
  });
});
