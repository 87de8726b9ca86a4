import fc from 'fast-check';
import { parseInstant } from '../../../src/manifest/instant';

const two = (most: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'));
const year = fc.integer({ min: 0, max: 9999 }).map((value) => String(value).padStart(4, '0'));
const day = fc.tuple(year, two(13), two(32)).map((parts) => parts.join('-'));
const clock = fc.tuple(two(25), two(61), two(61)).map((parts) => parts.join(':'));
const milliseconds = fc.constantFrom('', '.0', '.47', '.477');
const zone = fc.constantFrom('Z', '+00:00', '+05:30', '-08:00', '+14:00');

/** The engine's own parser, which lets 31 February and the like overflow into the next month. */
function oracle(text: string): number | undefined {
  const instant = Date.parse(text);
  const date = text.slice(0, 10);
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(instant) || Number.isNaN(midnight)) return undefined;
  return new Date(midnight).toISOString().startsWith(date) ? instant : undefined;
}

describe('parseInstant', () => {
  it('given digits in the positions of a date-time, when parsed, then it agrees with the engine', () => {
    const texts = fc.tuple(day, clock, milliseconds, zone);
    fc.assert(
      fc.property(texts, ([date, time, fraction, offset]) => {
        const text = `${date}T${time}${fraction}${offset}`;
        expect([text, parseInstant(text)]).toEqual([text, oracle(text)]);
      }),
      { numRuns: 1000 },
    );
  });

  it('given every day from 1896 to 2404, when parsed, then it is that day, including leap days and centuries', () => {
    const wrong: string[] = [];
    for (let at = Date.UTC(1896, 0, 1); at < Date.UTC(2405, 0, 1); at += 86_400_000) {
      const text = new Date(at).toISOString();
      if (parseInstant(text) !== at) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });

  it('given a date-time with one character replaced, when parsed, then it is that time or invalid', () => {
    const original = '2018-08-18T21:22:46.477Z';
    const replaced = fc.tuple(fc.nat({ max: original.length - 1 }), fc.string({ maxLength: 2 }));
    fc.assert(
      fc.property(replaced, ([at, by]) => {
        const text = original.slice(0, at) + by + original.slice(at + 1);
        const instant = parseInstant(text);
        const readable = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d([.,]\d+)? *([Zz]|[+-]\d\d)?$/u;
        if (instant !== undefined) expect(text).toMatch(readable);
      }),
      { numRuns: 1000 },
    );
  });

  it('given any instant and offset, when formatted in that zone, then it is the same instant', () => {
    const instant = fc.date({ min: new Date(0), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, minutes) => {
        const local = new Date(date.getTime() + minutes * 60_000).toISOString().replace('Z', '');
        const pad = (value: number): string => String(Math.abs(value)).padStart(2, '0');
        const sign = minutes < 0 ? '-' : '+';
        const offset = `${sign}${pad(Math.trunc(minutes / 60))}:${pad(minutes % 60)}`;
        expect(parseInstant(local + offset)).toBe(date.getTime());
        expect(parseInstant(local + offset.replace(':', ''))).toBe(date.getTime());
      }),
    );
  });

  it.each([
    ['2026-10-01', '2026-10-01T00:00:00.000Z'],
    ['2026-10-01Z', '2026-10-01T00:00:00.000Z'],
    ['2026-10-01+02', '2026-09-30T22:00:00.000Z'],
    ['2026-10-01T12:30', '2026-10-01T12:30:00.000Z'],
    ['2026-10-01T12:30-0330', '2026-10-01T16:00:00.000Z'],
    ['2026-10-01 12:30:01', '2026-10-01T12:30:01.000Z'],
    ['2026-10-01 12:30:01 +00:00', '2026-10-01T12:30:01.000Z'],
    ['2026-10-01t12:30:01z', '2026-10-01T12:30:01.000Z'],
    ['2026-10-01T12:30:01.4Z', '2026-10-01T12:30:01.400Z'],
    ['2026-10-01T12:30:01,04', '2026-10-01T12:30:01.040Z'],
    ['2026-10-01T12:30:01.123456789Z', '2026-10-01T12:30:01.123Z'],
    ['2026-12-31T24:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2000-02-29', '2000-02-29T00:00:00.000Z'],
    ['0001-01-01', '0001-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(parseInstant(text)).toBe(Date.parse(expected));
  });

  it.each([
    '',
    'soon',
    '1790812800',
    '2026-1-1',
    '2026/10/01',
    '2026-02-31',
    '2026-02-29',
    '1900-02-29',
    '2026-00-01',
    '2026-10-00',
    '2026-13-01T00:00:00Z',
    '2026-10-01T',
    '2026-10-01T12',
    '2026-10-01T12:3',
    '2026-10-01T12-30',
    '2026-10-01T12:30:',
    '2026-10-01T12:30.5',
    '2026-10-01T12:30:01.Z',
    '2026-10-01T25:00:00Z',
    '2026-10-01T24:00:00.001Z',
    '2026-10-01T23:60:00Z',
    '2026-10-01T23:59:60Z',
    '2026-10-01T00:00:00ZZ',
    '2026-10-01T00:00:00X',
    '2026-10-01T00:00:00+1',
    '2026-10-01T00:00:00+01:0',
    '2026-10-01T00:00:00+01000',
    '2026-10-01T00:00:00*01:00',
    '2026-10-01T00:00:00+24:00',
    '2026-10-01T00:00:00+01:60',
    ' 2026-10-01',
    '2026-10-01T00:00:00Z ',
    '+002026-10-01',
    '２０２６-10-01',
  ])('%j is not an instant', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});
