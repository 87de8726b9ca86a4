import { auth } from '../../../src/client/auth';
import type { HttpResponse } from '../../../src/client/http';
import type { Token } from '../../../src/client/token';
import { TokenSource } from '../../../src/client/token-source';
import { CLIENT_ERRORS } from '../../../src/errors/client-errors';
import { ConnectorError } from '../../../src/errors/connector-error';
import { CALM, REQUEST, answer, answering } from './answers';
import { fakeClock } from './fake-clock';

afterEach(() => jest.useRealTimers());

const FORBIDDEN = new ConnectorError(CLIENT_ERRORS.forbidden);

function given(isCarried: boolean, ...answers: readonly (HttpResponse | Error)[]) {
  const clock = fakeClock();
  const initial: Token = { accessToken: 'carried', expiresAt: clock.now() + 3_600_000 };
  const fetch = jest.fn(() =>
    Promise.resolve({ accessToken: 'new', expiresAt: clock.now() + 3_600_000 }),
  );
  const tokens = new TokenSource({
    fetch,
    initial: isCarried ? initial : undefined,
    margin: 1000,
    clock,
  });
  const next = answering(...answers);
  const sent = () => next.mock.calls.map(([request]) => request.headers?.['Authorization']);
  return { send: auth(tokens)(next), fetch, sent };
}

test('given a carried token that does not open what is asked for, when refused, then a new one is tried', async () => {
  const { send, fetch, sent } = given(true, FORBIDDEN, answer(200));
  await expect(send(REQUEST, CALM)).resolves.toMatchObject({ status: 200 });
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(sent()).toEqual(['Bearer carried', 'Bearer new']);
});

test('given a token of this sync that does not open it, when refused, then that is the end', async () => {
  const { send, fetch, sent } = given(false, FORBIDDEN);
  await expect(send(REQUEST, CALM)).rejects.toBe(FORBIDDEN);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(sent()).toEqual(['Bearer new']);
});

test('given a carried token and another failure, when it comes, then no token is fetched for it', async () => {
  const outage = new ConnectorError(CLIENT_ERRORS['server-error']);
  const { send, fetch } = given(true, outage);
  await expect(send(REQUEST, CALM)).rejects.toBe(outage);
  expect(fetch).not.toHaveBeenCalled();
});

test('given a carried token and an error that is none of ours, when it comes, then it is thrown on', async () => {
  const { send, fetch } = given(true, new TypeError('a bug'));
  await expect(send(REQUEST, CALM)).rejects.toThrow('a bug');
  expect(fetch).not.toHaveBeenCalled();
});

test('given 401 twice, when it ends, then the error names the request', async () => {
  const { send } = given(true, answer(401));
  await expect(send(REQUEST, CALM)).rejects.toMatchObject({
    kind: { code: 'token-refused' },
    facts: { where: REQUEST.label, found: 'HTTP 401 twice' },
  });
});

test('given 404, when it comes, then it is handed on as it is', async () => {
  const { send, sent } = given(true, answer(404));
  await expect(send(REQUEST, CALM)).resolves.toMatchObject({ status: 404 });
  expect(sent()).toEqual(['Bearer carried']);
});
