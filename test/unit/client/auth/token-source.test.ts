import { LIMITS } from '../../../../src/client/limits';
import type { Token } from '../../../../src/client/auth/token-request';
import { TokenSource } from '../../../../src/client/auth/token-source';
import { readToken, tokenRequest } from '../../../../src/client/auth/token-request';
import { CALM, REQUEST, answer, answering, authenticating } from '../answers';
import { START, fakeClock } from '../fake-clock';

const MARGIN = 300_000;
const ENDPOINT = { url: 'http://127.0.0.1/token', form: { client_id: 'me', client_secret: 'a&b' } };

afterEach(() => {
  jest.useRealTimers();
});

function source(lifetime: number, initial?: Token) {
  const clock = fakeClock();
  let count = 0;
  const fetch = jest.fn(() => {
    count += 1;
    return Promise.resolve({ accessToken: `t${count}`, expiresAt: clock.now() + lifetime });
  });
  const pauses: unknown[] = [];
  return {
    clock,
    fetch,
    pauses,
    tokens: new TokenSource(fetch, {
      initialToken: initial,
      limits: { ...LIMITS, tokenMarginMs: MARGIN },
      random: () => 0.5,
      log: { log: (_level, _sentence, facts) => pauses.push(facts) },
      clock,
    }),
  };
}

test('given many waiting requests, when there is no token, then it is fetched once for all', async () => {
  const { tokens, fetch } = source(3_600_000);
  const got = await Promise.all(Array.from({ length: 50 }, () => tokens.get(CALM)));
  expect(new Set(got.map((token) => token.accessToken))).toEqual(new Set(['t1']));
  expect(fetch).toHaveBeenCalledTimes(1);
});

test('given a token, when five minutes of its lifetime are left, then it is renewed', async () => {
  const { clock, tokens } = source(3_600_000);
  await tokens.get(CALM);
  await clock.advance(3_299_999);
  expect((await tokens.get(CALM)).accessToken).toBe('t1');
  await clock.advance(1);
  expect((await tokens.get(CALM)).accessToken).toBe('t2');
});

test('given tokens of one minute, when requests follow, then not every request renews', async () => {
  const { clock, tokens, fetch } = source(60_000);
  await tokens.get(CALM);
  await clock.advance(29_000);
  await tokens.get(CALM);
  expect(fetch).toHaveBeenCalledTimes(1);
});

test('given an initial token, when it lives long enough, then no token is fetched', async () => {
  const { tokens, fetch } = source(1, { accessToken: 'kept', expiresAt: START + 3_600_000 });
  expect((await tokens.get(CALM)).accessToken).toBe('kept');
  expect(fetch).not.toHaveBeenCalled();
});

test('given a renewal, when one waiting request is aborted, then the others still get the token', async () => {
  const { tokens } = source(3_600_000);
  const stop = new AbortController();
  const gaveUp = expect(tokens.get(stop.signal)).rejects.toThrow('enough');
  const stays = tokens.get(CALM);
  stop.abort(new Error('enough'));
  await gaveUp;
  expect((await stays).accessToken).toBe('t1');
});

test('given a 401, when the token is renewed, then the request is sent once more with the new one', async () => {
  const { clock, tokens } = source(3_600_000);
  const next = answering(answer(401), answer(200));
  await clock.until(authenticating(tokens)(next)(REQUEST, CALM));
  const sent = next.mock.calls.map(([request]) => request.headers?.['Authorization']);
  expect(sent).toEqual(['Bearer t1', 'Bearer t2']);
});

test('given concurrent 401s of one token, when they are retried, then it is renewed once', async () => {
  const { clock, tokens, fetch } = source(3_600_000);
  const next = answering(answer(401), answer(401), answer(401), answer(200));
  const send = authenticating(tokens)(next);
  await clock.until(Promise.all([send(REQUEST, CALM), send(REQUEST, CALM), send(REQUEST, CALM)]));
  expect(fetch).toHaveBeenCalledTimes(2);
});

test.each([
  ['a moment ago', 0, 2000],
  ['some time ago', 20_001, 0],
])(
  'given a token that was fetched %s, when it is rejected, then it is renewed after its own pause',
  async (_, age, pause) => {
    const { clock, tokens, pauses } = source(3_600_000);
    const token = await tokens.get(CALM);
    await clock.advance(age);
    tokens.drop(token);
    const dropped = clock.now();
    await clock.until(tokens.get(CALM));
    expect(clock.now() - dropped).toBe(pause);
    expect(pauses).toEqual(pause > 0 ? [{ seconds: pause / 1000 }] : []);
  },
);

test('given a token that was revoked once, when the next one stays valid, then later renewals do not wait', async () => {
  const { clock, tokens } = source(3_600_000);
  tokens.drop(await tokens.get(CALM));
  await clock.until(tokens.get(CALM));
  await clock.advance(3_400_000);
  const now = clock.now();
  expect((await clock.until(tokens.get(CALM))).accessToken).toBe('t3');
  expect(clock.now()).toBe(now);
});

test('given credentials, when a token is requested, then they are form-encoded in the body', () => {
  expect(tokenRequest(ENDPOINT).body).toBe('client_id=me&client_secret=a%26b');
});

test('given a token with its scope, when it is read, then its lifetime counts from the request', () => {
  const body = '{"access_token":"abc","token_type":"Bearer","expires_in":"60","scope":"a b"}';
  const response = answer(200, {}, body);
  expect(readToken(response)).toEqual({
    accessToken: 'abc',
    expiresAt: response.receivedAt - response.durationMs + 60_000,
    scope: 'a b',
  });
});

test.each([
  '{}',
  '[]',
  'nonsense',
  '{"access_token":""}',
  '{"access_token":"a\\r\\nX: y"}',
  '{"access_token":"abc","expires_in":"soon"}',
  '{"access_token":"abc","expires_in":-1}',
  '{"access_token":"abc","token_type":"mac"}',
])('given %p, when it is read, then it is unusable and not shown', (body) => {
  expect(() => readToken(answer(200, {}, body))).toThrow(/^the response/);
});
