import type { HttpResponse, Send } from '../../../../src/client/http';
import { LIMITS } from '../../../../src/client/limits';
import type { Token } from '../../../../src/client/auth/token-request';
import { TokenSource } from '../../../../src/client/auth/token-source';
import { CLIENT_ERRORS } from '../../../../src/errors/client-errors';
import { ConnectorError } from '../../../../src/errors/connector-error';
import { CALM, REQUEST, answer, answering, authenticating } from '../answers';
import { START, fakeClock } from '../fake-clock';

afterEach(() => jest.useRealTimers());

const FORBIDDEN = new ConnectorError(CLIENT_ERRORS.forbidden);

function given(isCarried: boolean, ...answers: readonly (HttpResponse | Error)[]) {
  const clock = fakeClock();
  const initial: Token = { accessToken: 'carried', expiresAt: clock.now() + 3_600_000 };
  const fetch = jest.fn(() =>
    Promise.resolve({ accessToken: 'new', expiresAt: clock.now() + 3_600_000 }),
  );
  const tokens = new TokenSource(fetch, {
    initialToken: isCarried ? initial : undefined,
    limits: { ...LIMITS, tokenMarginMs: 1000 },
    random: () => 0.5,
    log: { log: () => undefined },
    clock,
  });
  const next = answering(...answers);
  const sent = () => next.mock.calls.map(([request]) => request.headers?.['Authorization']);
  return { send: authenticating(tokens)(next), fetch, sent };
}

test('given a stored token without access to the stream, when refused, then a new one is tried', async () => {
  const { send, fetch, sent } = given(true, FORBIDDEN, answer(200));
  await expect(send(REQUEST, CALM)).resolves.toMatchObject({ status: 200 });
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(sent()).toEqual(['Bearer carried', 'Bearer new']);
});

test('given a token of this sync without access, when refused, then the refusal is final', async () => {
  const { send, fetch, sent } = given(false, FORBIDDEN);
  await expect(send(REQUEST, CALM)).rejects.toBe(FORBIDDEN);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(sent()).toEqual(['Bearer new']);
});

test('given a stored token and another failure, when it occurs, then no token is fetched', async () => {
  const outage = new ConnectorError(CLIENT_ERRORS['server-error']);
  const { send, fetch } = given(true, outage);
  await expect(send(REQUEST, CALM)).rejects.toBe(outage);
  expect(fetch).not.toHaveBeenCalled();
});

test('given a stored token and an unexpected error, when it occurs, then it is rethrown', async () => {
  const { send, fetch } = given(true, new TypeError('a bug'));
  await expect(send(REQUEST, CALM)).rejects.toThrow('a bug');
  expect(fetch).not.toHaveBeenCalled();
});

describe('a new token that is rejected too', () => {
  const OLD = { accessToken: 'old', expiresAt: START + 3_600_000 };

  /** A server that issues these tokens, the last one forever, and accepts those for which `takes` is true. */
  function server(handsOut: readonly Token[], takes: (token: string, now: number) => boolean) {
    const clock = fakeClock();
    let turn = 0;
    const fetch = jest.fn(() => Promise.resolve(handsOut[turn++] ?? handsOut.at(-1) ?? OLD));
    const tokens = new TokenSource(fetch, {
      initialToken: OLD,
      limits: { ...LIMITS, tokenMarginMs: 1000 },
      random: () => 0.5,
      log: { log: () => undefined },
      clock,
    });
    const next: Send = ({ headers }) => {
      const token = String(headers?.['Authorization']).replace('Bearer ', '');
      return Promise.resolve(
        answer(takes(token, clock.now()) ? 200 : 401, { 'x-request-id': 'r-1' }),
      );
    };
    return { clock, fetch, send: authenticating(tokens)(next) };
  }
  const token = (accessToken: string, expiresAt = START + 3_600_000): Token => ({
    accessToken,
    expiresAt,
  });

  test('given another sync that revoked the token, when a new one is requested a moment later, then the request succeeds', async () => {
    const { clock, fetch, send } = server(
      [token('second'), token('third')],
      (text) => text === 'third',
    );
    await expect(clock.until(send(REQUEST, CALM))).resolves.toMatchObject({ status: 200 });
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(clock.now() - START).toBe(2000);
  });

  test('given a server that reissues one token until it expires, when the clocks differ by seconds, then its expiry is awaited', async () => {
    const end = START + 8000;
    const fresh = token('fresh', end + 3_600_000);
    const clock = fakeClock();
    const fetch = jest.fn(() => Promise.resolve(clock.now() < end ? token('old', end) : fresh));
    const tokens = new TokenSource(fetch, {
      initialToken: token('old', end),
      limits: { ...LIMITS, tokenMarginMs: 1000 },
      random: () => 0.5,
      log: { log: () => undefined },
      clock,
    });
    const next: Send = ({ headers }) =>
      Promise.resolve(answer(headers?.['Authorization'] === 'Bearer fresh' ? 200 : 401));
    const sent = authenticating(tokens)(next)(REQUEST, CALM);
    await expect(clock.until(sent)).resolves.toMatchObject({ status: 200 });
    expect(clock.now()).toBe(end + 2000);
  });

  test('given one token of hours that is rejected and reissued, when it fails, then after a moment', async () => {
    const { clock, send } = server([OLD], () => false);
    await expect(clock.until(send(REQUEST, CALM))).rejects.toMatchObject({
      kind: { code: 'token-refused' },
    });
    expect(clock.now() - START).toBe(2000);
  });

  test('given three rejected tokens, when it fails, then the error is transient and names the request and its id', async () => {
    const { clock, send } = server([token('second'), token('third')], () => false);
    await expect(clock.until(send(REQUEST, CALM))).rejects.toMatchObject({
      failureType: 'transient_error',
      kind: { code: 'token-refused' },
      facts: { where: REQUEST.label, found: 'HTTP 401 three times, request id x-request-id r-1' },
    });
  });

  test('given the wait before the third token, when the signal is aborted, then the wait ends with its reason', async () => {
    const { clock, send } = server([token('second')], () => false);
    const stop = new AbortController();
    const refused = expect(send(REQUEST, stop.signal)).rejects.toThrow('enough');
    await clock.advance(100);
    stop.abort(new Error('enough'));
    await refused;
  });
});

test('given 404, when it occurs, then it is passed on unchanged', async () => {
  const { send, sent } = given(true, answer(404));
  await expect(send(REQUEST, CALM)).resolves.toMatchObject({ status: 404 });
  expect(sent()).toEqual(['Bearer carried']);
});
