import fc from 'fast-check';
import { retryAfter } from '../../../../src/client/retry/retry-after';

const MOST = 900_000;
const NOW = Date.parse('2026-03-01T00:00:00Z');

test('given any header, when it is read, then the wait is undefined or between 0 and the bound', () => {
  const header = fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String));
  fc.assert(
    fc.property(header, (text) => {
      const wait = retryAfter(text, NOW, MOST);
      expect(wait === undefined || (wait >= 0 && wait <= MOST)).toBe(true);
    }),
  );
});

test('given seconds or the equivalent date, when it is read, then both mean the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), (seconds) => {
      const date = new Date(NOW + seconds * 1000).toUTCString();
      const expected = Math.min(seconds * 1000, MOST);
      expect(retryAfter(String(seconds), NOW, MOST)).toBe(expected);
      expect(retryAfter(date, NOW, MOST)).toBe(expected);
    }),
  );
});

test.each(['', 'soon', '-1', '1e3', '2026-03-01', 'Sun, 99 Mar 2026 00:00:00 GMT', undefined])(
  'given %p, when it is read, then it is malformed and the backoff applies',
  (text) => {
    expect(retryAfter(text, NOW, MOST)).toBeUndefined();
  },
);

test.each([
  ['2026-03-01T00:00:42Z', 42_000],
  ['2026-03-01T01:00:42+01:00', 42_000],
  [String(NOW / 1000 + 42), 42_000],
  [String(NOW + 42_000), 42_000],
  [String(NOW / 1000 - 42), 0],
])('given %p, which is a time, when it is read, then it is the time until then', (text, wait) => {
  expect(retryAfter(text, NOW, MOST)).toBe(wait);
});
