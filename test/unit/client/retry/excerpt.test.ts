import { excerpt, withoutQuery } from '../../../../src/client/retry/excerpt';
import { Redactor } from '../../../../src/config/redaction';

test('given a long text with a secret at the cut, when it is cut out, then no half of it is shown', () => {
  const redactor = new Redactor();
  redactor.addSecret('secret-secret');
  const text = Buffer.from(` ${'x'.repeat(196)}secret-secret\n`);
  expect(excerpt(text, redactor)).toBe(`${'x'.repeat(196)}****`);
});

test('given a URL with user and query, when it is shown, then scheme, host and path are left', () => {
  expect(withoutQuery('https://u:p@api.test:8443/v1?token=x#y')).toBe('https://api.test:8443/v1');
  expect(withoutQuery('nonsense')).toBe('an address that is not a URL');
});
