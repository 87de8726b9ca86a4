import { open, seal } from '../../../src/state/sealed-token';

const binding = { clientSecret: 's'.repeat(32), clientId: 'id', host: 'api.test', region: 'us' };
const token = { accessToken: 'very-secret-token', expiresAt: 1_790_000_000_000 };
const sealedAsIs = (content: unknown): string => seal(content as never, binding);

test.each([
  ['null', null],
  ['a text', 'very-secret-token'],
  ['a number', 5],
  ['a list', []],
  ['a token without its text', { expiresAt: 1 }],
  ['a token whose text is empty', { accessToken: '', expiresAt: 1 }],
  ['a token whose text is a number', { accessToken: 7, expiresAt: 1 }],
  ['a token without an end', { accessToken: 'a' }],
  ['a token whose end is a text', { accessToken: 'a', expiresAt: '1' }],
])('given %s sealed instead of a token, when opened, then there is no token', (_, content) => {
  expect(open(sealedAsIs(content), binding)).toBeUndefined();
});

test.each([[7], [null], [['a']]])(
  'given the scope %j, when opened, then it is omitted',
  (scope) => {
    expect(open(sealedAsIs({ ...token, scope }), binding)).toEqual(token);
  },
);

test.each([[7], [null]])('given the company %j, when opened, then it is omitted', (company) => {
  expect(open(sealedAsIs({ ...token, company }), binding)).toEqual(token);
});

test('given more parts than a sealed text has, when opened, then there is no token', () => {
  expect(open(`${seal(token, binding)}.more`, binding)).toBeUndefined();
});

test('given a shortened seal, when opened, then there is no token', () => {
  const [version = '', body = ''] = seal(token, binding).split('.');
  const bytes = Buffer.from(body, 'base64url');
  const short = bytes.subarray(0, 12 + 15).toString('base64url');
  expect(open(`${version}.${short}`, binding)).toBeUndefined();
});

test('given a sealed text longer than any token, when opened, then there is no token', () => {
  const long = { accessToken: 'a'.repeat(64 * 1024), expiresAt: 1 };
  expect(open(sealedAsIs(long), binding)).toBeUndefined();
});
