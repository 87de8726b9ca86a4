import { readToken, tokenRequest } from '../../../../src/client/auth/token-request';
import { answer } from '../answers';

const token = (fields: unknown) =>
  readToken({ ...answer(200, {}, JSON.stringify(fields)), receivedAt: 10_000, durationMs: 400 });

test('given an endpoint with a header, when a token is requested, then it is a form with that header and the usual content type', () => {
  const request = tokenRequest({
    url: 'http://127.0.0.1/token',
    form: { client_id: 'me', client_secret: 'a&b=c' },
    headers: { 'X-ta-region': 'EU' },
  });
  expect(request).toMatchObject({
    method: 'POST',
    label: 'token',
    body: 'client_id=me&client_secret=a%26b%3Dc',
    headers: { 'X-ta-region': 'EU', 'Content-Type': 'application/x-www-form-urlencoded' },
  });
  expect(() => request.decode?.(answer(200, {}, '{}'))).toThrow('no usable access_token');
});

test.each([
  [3600, 3_609_600],
  ['60', 69_600],
  [undefined, 3_609_600],
  [null, 3_609_600],
  [0.5, 10_100],
])(
  'given a lifetime of %p, when read, then it ends at %i, counted from the request',
  (expires_in, ends) => {
    expect(token({ access_token: 'abc', expires_in }).expiresAt).toBe(ends);
  },
);

test.each([
  ['a-uuid', 'a-uuid'],
  ['', undefined],
  [null, undefined],
  [7, undefined],
  [undefined, undefined],
])('given the company %p, when read, then it is %p', (company_uuid, company) => {
  expect(token({ access_token: 'abc', company_uuid }).company).toBe(company);
});

test.each([0, -1, '', ' ', 'soon', true, [60]])(
  'given a lifetime of %p, when read, then the response is unusable',
  (expires_in) => {
    expect(() => token({ access_token: 'abc', expires_in })).toThrow('expires_in');
  },
);

test.each(['bearer', 'Bearer', undefined, null])(
  'given the type %p, when read, then it is a token',
  (token_type) => {
    expect(token({ access_token: 'abc', token_type }).accessToken).toBe('abc');
  },
);

test.each(['mac', '', 1])(
  'given the type %p, when read, then the response is unusable',
  (token_type) => {
    expect(() => token({ access_token: 'abc', token_type })).toThrow('token_type');
  },
);

test.each([undefined, '', 'a b', 'a\n', 7])(
  'given the access_token %p, when read, then the response is unusable',
  (access_token) => {
    expect(() => token({ access_token })).toThrow('access_token');
  },
);

test.each([
  ['a b', { scope: 'a b' }],
  [['a'], {}],
  [undefined, {}],
])('given the scope %p, when read, then it is kept if it is a string', (scope, kept) => {
  expect(token({ access_token: 'abc', scope })).toEqual({
    accessToken: 'abc',
    expiresAt: 3_609_600,
    ...kept,
  });
});

test.each(['null', '[]', '7', '"a"'])(
  'given %s, when read, then it is not a JSON object',
  (body) => {
    expect(() => readToken(answer(200, {}, body))).toThrow('not a JSON object');
  },
);

test('given a body that is not JSON, when read, then the error says so', () => {
  expect(() => readToken(answer(200, {}, '{'))).toThrow('the response is not JSON');
});
