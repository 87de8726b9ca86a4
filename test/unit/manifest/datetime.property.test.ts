import fc from 'fast-check';
import { formatInstant, parseDuration, parseInstant } from '../../../src/manifest/datetime';

const instant = fc.date({
  min: new Date('1970-01-01'),
  max: new Date('2199-12-31'),
  noInvalidDate: true,
});

describe('parseInstant', () => {
  it('given any instant, when written as ISO 8601, then it is read back', () => {
    fc.assert(
      fc.property(instant, (date) => {
        expect(parseInstant(date.toISOString())).toBe(date.getTime());
        expect(parseInstant(formatInstant(date.getTime(), '%Y-%m-%dT%H:%M:%S.%fZ'))).toBe(
          date.getTime(),
        );
      }),
    );
  });

  it('given any offset, when written in that zone, then it is the same instant', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, minutes) => {
        const local = new Date(date.getTime() + minutes * 60_000).toISOString().replace('Z', '');
        const pad = (value: number): string => String(Math.abs(value)).padStart(2, '0');
        const sign = minutes < 0 ? '-' : '+';
        const zone = `${sign}${pad(Math.trunc(minutes / 60))}:${pad(minutes % 60)}`;
        expect(parseInstant(local + zone)).toBe(date.getTime());
        expect(parseInstant(local + zone.replace(':', ''))).toBe(date.getTime());
      }),
    );
  });

  it.each([
    ['2026-10-01', '2026-10-01T00:00:00.000Z'],
    ['2026-10-01T12:30', '2026-10-01T12:30:00.000Z'],
    ['2026-10-01 12:30:01', '2026-10-01T12:30:01.000Z'],
    ['2026-10-01T12:30:01.4Z', '2026-10-01T12:30:01.400Z'],
    ['2026-10-01T12:30:01.123456789Z', '2026-10-01T12:30:01.123Z'],
  ])('%s is %s', (text, expected) => {
    expect(new Date(parseInstant(text) ?? NaN).toISOString()).toBe(expected);
  });

  it.each([
    '',
    'soon',
    '2026-02-31',
    '2026-13-01T00:00:00Z',
    '2026-10-01T25:00:00Z',
    '1790812800',
    '2026-10-01T00:00:00ZZ',
  ])('%j is no instant', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

it.each([
  ['P1D', { months: 0, ms: 86_400_000 }],
  ['P2M', { months: 2, ms: 0 }],
  ['PT1S', { months: 0, ms: 1000 }],
  ['P1Y2M3W4DT5H6M7S', { months: 14, ms: ((25 * 24 + 5) * 3600 + 6 * 60 + 7) * 1000 }],
  ['P', undefined],
  ['P1DT', undefined],
  ['1D', undefined],
])('the duration %s', (text, expected) => {
  expect(parseDuration(text)).toEqual(expected);
});
