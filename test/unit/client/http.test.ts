import { httpDate, withoutQuery } from '../../../src/client/http';

test('given a URL with user and query, when it is shown, then only scheme, host and path are left', () => {
  expect(withoutQuery('https://u:p@api.test:8443/v1?token=x#y')).toBe('https://api.test:8443/v1');
  expect(withoutQuery('nonsense')).toBe('an address that is not a URL');
});

test.each([
  ['Sun, 01 Mar 2026 00:00:00 GMT', Date.parse('2026-03-01T00:00:00Z')],
  ['Sun, 99 Mar 2026 00:00:00 GMT', undefined],
  ['2026-03-01T00:00:00Z', undefined],
  [undefined, undefined],
])('given the Date header %p, when it is read, then %p', (header, time) => {
  expect(httpDate(header)).toBe(time);
});
