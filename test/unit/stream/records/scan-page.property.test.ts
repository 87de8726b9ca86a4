import fc from 'fast-check';
import { PageFormatError } from '../../../../src/errors/page-format-error';
import { asLine, canonical } from './edited';
import { NAMES, oddPage, oddValue } from './odd-json';
import { scan, written } from './support';

/** What JSON.parse makes of strictly decoded bytes, if it has the shape of a page. */
function oracle(bytes: Buffer): readonly object[] | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const page = JSON.parse(text) as unknown;
    if (!isObject(page) || !Object.hasOwn(page, 'data')) return undefined;
    const data = (page as { data: unknown }).data;
    return Array.isArray(data) && data.every(isObject) ? data : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function scanned(bytes: Buffer): readonly string[] | undefined {
  try {
    const page = scan(bytes);
    return Array.from({ length: page.count }, (_, record) => canonical(written(page, record)));
  } catch (error) {
    if (!(error instanceof PageFormatError)) throw error;
    expect(error.offset).toBeGreaterThanOrEqual(0);
    expect(error.offset).toBeLessThanOrEqual(bytes.length);
    return undefined;
  }
}

const byte = fc.oneof(
  fc.integer({ min: 0, max: 255 }),
  fc.constantFrom(...Buffer.from('{}[],:"\\ \n\r\t0-+.eEu')),
  fc.constantFrom(0xc2, 0x85, 0xe2, 0x80, 0xa8, 0xed, 0xa0, 0xef, 0xbb, 0xbf),
);

const damage = fc.record({
  kind: fc.constantFrom('flip', 'insert', 'delete', 'truncate', 'double'),
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  byte,
});

function damaged(
  bytes: Buffer,
  { kind, at, byte: other }: { kind: string; at: number; byte: number },
): Buffer {
  const position = Math.floor(at * bytes.length);
  const before = bytes.subarray(0, position);
  const after = bytes.subarray(position);
  if (kind === 'truncate') return before;
  if (kind === 'insert') return Buffer.concat([before, Buffer.of(other), after]);
  if (kind === 'double') return Buffer.concat([before, after.subarray(0, 1), after]);
  const rest = bytes.subarray(position + 1);
  return Buffer.concat(kind === 'delete' ? [before, rest] : [before, Buffer.of(other), rest]);
}

describe('any page', () => {
  test('given odd spellings, when written, then each record is unchanged, but on one line', () => {
    fc.assert(
      fc.property(oddPage, ({ text, records }) => {
        const page = scan(text);
        expect(page.count).toBe(records.length);
        records.forEach((record, index) => {
          expect(written(page, index)).toBe(asLine(record));
        });
      }),
      { numRuns: 300 },
    );
  });

  test('given a part of a larger buffer, when scanned, then the bytes around it do not matter', () => {
    const around = fc.uint8Array({ maxLength: 9 });
    fc.assert(
      fc.property(oddPage, around, around, ({ text }, before, after) => {
        const bytes = Buffer.from(text);
        const larger = Buffer.concat([before, bytes, after]);
        const part = larger.subarray(before.length, before.length + bytes.length);
        expect(scanned(part)).toEqual(scanned(bytes));
      }),
    );
  });

  test('given damaged bytes, when scanned, then they are accepted if and only if JSON.parse accepts them', () => {
    fc.assert(
      fc.property(
        oddPage,
        fc.array(damage, { minLength: 1, maxLength: 3 }),
        ({ text }, damages) => {
          const bytes = damages.reduce(damaged, Buffer.from(text));
          const expected = oracle(bytes)?.map((record) => canonical(JSON.stringify(record)));
          expect(scanned(bytes)).toEqual(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('given any value as a record or as the records, when scanned, then only objects in an array are accepted', () => {
    fc.assert(
      fc.property(oddValue, fc.boolean(), (value, asRecord) => {
        const bytes = Buffer.from(asRecord ? `{"data":[{},${value}]}` : `{"data":${value}}`);
        expect(scanned(bytes)).toEqual(
          oracle(bytes)?.map((record) => canonical(JSON.stringify(record))),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('given requested values, when read, then they are what JSON.parse finds', () => {
    const path = fc.array(fc.constantFrom(...NAMES.filter((name) => name !== 'data')), {
      minLength: 1,
      maxLength: 2,
    });
    fc.assert(
      fc.property(oddPage, fc.array(path, { maxLength: 4 }), ({ text }, envelope) => {
        const page = scan(text, { envelope, fields: NAMES });
        const parsed = JSON.parse(text) as { data: object[] };
        envelope.forEach((names, index) => {
          expect(JSON.stringify(page.envelope(index))).toBe(JSON.stringify(valueAt(parsed, names)));
        });
        parsed.data.forEach((record, index) => {
          NAMES.forEach((name, field) => {
            const value = valueAt(record, [name]);
            const scalar = typeof value === 'object' && value !== null ? undefined : value;
            expect(page.field(index, field)).toBe(scalar);
            const token = page.token(index, field);
            expect(token && JSON.stringify(JSON.parse(token))).toBe(JSON.stringify(value));
          });
        });
      }),
      { numRuns: 300 },
    );
  });

  test('given a record, when its members are inspected, then names and types are those of JSON.parse', () => {
    fc.assert(
      fc.property(oddPage, ({ text }) => {
        const page = scan(text);
        const { data } = JSON.parse(text) as { data: object[] };
        data.forEach((record, index) => {
          const members = [...page.members(index)].map(({ name, type }): [string, string] => [
            name,
            type === 'integer' ? 'number' : type,
          ]);
          // `fromEntries` keeps the last of the same name, as JSON.parse does.
          expect(Object.entries(Object.fromEntries(members))).toEqual(
            Object.entries(record).map(([name, value]) => [name, typeOf(value)]),
          );
        });
      }),
      { numRuns: 300 },
    );
  });
});

function valueAt(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
  return valueAt((value as Readonly<Record<string, unknown>>)[name], rest);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
