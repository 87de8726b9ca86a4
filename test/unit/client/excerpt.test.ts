import { excerpt, mask, withoutQuery } from '../../../src/client/excerpt';

test('given control characters and colours, when it is cut out, then one plain line is left', () => {
  expect(excerpt('a\r\n\u001b[31mred\u001b[0m\u0007\u2028b\u202ec')).toBe('a red b c');
});

test('given a long text with a secret at the cut, when it is cut out, then no half of it is shown', () => {
  const text = `${'x'.repeat(196)}secret-secret`;
  expect(excerpt(text, ['secret-secret'])).toBe(`${'x'.repeat(196)}***`);
  expect(excerpt('y'.repeat(300))).toHaveLength(201);
});

test('given a secret of three characters, when it is masked, then words stay as they are', () => {
  expect(mask('tower of power', ['owe', 'power'])).toBe('tower of ***');
});

test('given a URL with user and query, when it is shown, then scheme, host and path are left', () => {
  expect(withoutQuery('https://u:p@api.test:8443/v1?token=x#y')).toBe('https://api.test:8443/v1');
  expect(withoutQuery('nonsense')).toBe('an address that is not a URL');
});
