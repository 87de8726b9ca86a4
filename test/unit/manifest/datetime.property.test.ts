import fc from 'fast-check';
import {
  formatInstant,
  parseDuration,
  parseInstant,
  unknownDirective,
} from '../../../src/manifest/datetime';

const instant = fc.date({
  min: new Date('0001-01-01'),
  max: new Date('9999-12-31'),
  noInvalidDate: true,
});

describe('formatInstant', () => {
  it.each([
    ['%Y-%m-%dT%H:%M:%S.%_msZ', 1],
    ['%Y-%m-%dT%H:%M:%S.%fZ', 1],
    ['%Y-%m-%d %H:%M:%S', 1000],
    ['%Y-%m-%dT%H:%M', 60_000],
    ['%Y-%m-%d', 86_400_000],
  ])(
    'given any instant, when formatted as %s and parsed, then it is the same to %d ms',
    (format, unit) => {
      fc.assert(
        fc.property(instant, (date) => {
          const whole = Math.floor(date.getTime() / unit) * unit;
          expect(parseInstant(formatInstant(date.getTime(), format))).toBe(whole);
        }),
      );
    },
  );

  it('given epoch seconds, per cent signs and plain text, when formatted, then each is as in strftime', () => {
    expect(formatInstant(-1, '%s')).toBe('-1');
    expect(formatInstant(1_790_812_800_999, 'at %s, 100%% %_ms')).toBe('at 1790812800, 100% 999');
  });

  it.each([
    ['%Y-%m-%dT%H:%M:%S.%_ms %f %s %%', undefined],
    ['%Y-%j', '%j'],
    ['%%%y', '%y'],
    ['50%', '%'],
  ])('the format %j has the unknown directive %j', (format, unknown) => {
    expect(unknownDirective(format)).toBe(unknown);
  });
});

describe('parseDuration', () => {
  it('given any numbers, when formatted with their units, then they are months and milliseconds', () => {
    const parts = fc.array(fc.nat({ max: 999 }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(parts, (numbers) => {
        const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] =
          numbers;
        const text = `P${years}Y${months}M${weeks}W${days}DT${hours}H${minutes}M${seconds}S`;
        const ms = (weeks * 7 + days) * 86_400_000 + hours * 3_600_000 + minutes * 60_000;
        expect(parseDuration(text)).toEqual({
          months: years * 12 + months,
          ms: ms + seconds * 1000,
        });
      }),
    );
  });

  it.each([
    ['P1D', { months: 0, ms: 86_400_000 }],
    ['P0M', { months: 0, ms: 0 }],
    ['P2M', { months: 2, ms: 0 }],
    ['PT2M', { months: 0, ms: 120_000 }],
    ['', undefined],
    ['P', undefined],
    ['PT', undefined],
    ['P1DT', undefined],
    ['1D', undefined],
    ['P1H', undefined],
    ['P-1D', undefined],
    ['P1D2M', undefined],
  ])('%j is %j', (text, expected) => {
    expect(parseDuration(text)).toEqual(expected);
  });
});
