import { UnusableBody } from '../../../../src/client/http';
import { Redactor } from '../../../../src/config/redaction';
import type { AttemptEntry } from '../../../../src/client/events';
import { TransportFault } from '../../../../src/client/transport/transport-fault';
import { CALM, REQUEST, answer, answering, retrying } from '../answers';
import { START, fakeClock } from '../fake-clock';

afterEach(() => {
  jest.useRealTimers();
});

test('given a server error, when it goes away, then the request succeeds after one second', async () => {
  const clock = fakeClock();
  const next = answering(answer(503), answer(200));
  const response = await clock.until(retrying(clock, next)(REQUEST, CALM));
  expect(response.status).toBe(200);
  expect(clock.now() - START).toBe(1000);
});

test('given a lasting server error, when five tries have failed, then the error is transient', async () => {
  const clock = fakeClock();
  const redactor = new Redactor();
  redactor.addSecret('s3cret');
  const next = answering(answer(500, {}, 'boom \u001b[31mred s3cret'));
  const sent = retrying(clock, next, { redactor })(REQUEST, CALM);
  await expect(clock.until(sent)).rejects.toMatchObject({
    failureType: 'transient_error',
    kind: { code: 'server-error' },
    message: expect.stringContaining('HTTP 500, "boom red ****" (5 tries)') as string,
  });
  expect(next).toHaveBeenCalledTimes(5);
  expect(clock.now() - START).toBe(1000 + 2000 + 4000 + 8000);
});

test('given attempts of three minutes, when ten minutes are used up, then no fifth try is made', async () => {
  const clock = fakeClock();
  const next = answering(new TransportFault('too-slow', 'slow', 200_000));
  await expect(clock.until(retrying(clock, next)(REQUEST, CALM))).rejects.toMatchObject({
    kind: { code: 'network-failure' },
  });
  expect(next).toHaveBeenCalledTimes(3);
});

test('given a Retry-After on a 503, when it is valid, then it overrides the backoff', async () => {
  const clock = fakeClock();
  const next = answering(answer(503, { 'retry-after': '42' }), answer(200));
  await clock.until(retrying(clock, next)(REQUEST, CALM));
  expect(clock.now() - START).toBe(42_000);
});

test('given an unusable body, when the next one is usable, then the request succeeds', async () => {
  const clock = fakeClock();
  const bad = [
    answer(200, {}, ''),
    answer(200, {}, '<p>'),
    answer(200, { 'content-type': 'text/html' }),
  ];
  const next = answering(...bad, answer(200, {}, '{"ok":1}'));
  const response = await clock.until(retrying(clock, next)(REQUEST, CALM));
  expect(response.body.toString()).toBe('{"ok":1}');
});

test('given a response that the caller cannot use, when every try returns it, then it ends as unusable', async () => {
  const clock = fakeClock();
  const decode = () => {
    throw new UnusableBody('no page');
  };
  const sent = retrying(clock, answering(answer(200)))({ ...REQUEST, decode }, CALM);
  await expect(clock.until(sent)).rejects.toMatchObject({ kind: { code: 'unusable-answer' } });
});

test.each([
  [404, 'request-refused', 'system_error'],
  [403, 'forbidden', 'config_error'],
  [302, 'redirected', 'config_error'],
])('given a %i, when it occurs, then it is final: %s', async (status, code, failureType) => {
  const clock = fakeClock();
  const next = answering(answer(status, { location: 'https://elsewhere.test/login?token=x' }));
  const sent = clock.until(retrying(clock, next)(REQUEST, CALM));
  await expect(sent).rejects.toMatchObject({ kind: { code }, failureType });
  expect(next).toHaveBeenCalledTimes(1);
});

test('given a conflict, when it occurs twice, then there is no third try', async () => {
  const clock = fakeClock();
  const next = answering(answer(503), answer(409), answer(409), answer(200));
  const sent = retrying(clock, next)(REQUEST, CALM);
  await expect(clock.until(sent)).rejects.toMatchObject({
    failureType: 'transient_error',
    kind: { code: 'not-now' },
  });
  expect(next).toHaveBeenCalledTimes(3);
});

test.each([
  ['longer', '11', 1],
  ['as long', '10', 2],
])(
  'given a server that asks for a wait %s than the request may take, when it fails, then the tries stop accordingly',
  async (_, wait, tries) => {
    const clock = fakeClock();
    const next = answering(answer(503, { 'retry-after': wait }), answer(200));
    await clock
      .until(retrying(clock, next)({ ...REQUEST, maxWaitMs: 10_000 }, CALM))
      .catch(() => undefined);
    expect(next).toHaveBeenCalledTimes(tries);
  },
);

test.each([
  [false, true],
  [true, false],
])(
  'given an API that has responded before: %s, when it returns 500, then the region is suspected: %s',
  async (isConfirmed, isDoubted) => {
    const clock = fakeClock();
    const options = { region: { isConfirmed }, addressField: 'Region (region)' };
    const sent = retrying(clock, answering(answer(500, {}, '')), options)(REQUEST, CALM);
    const error: unknown = await clock.until(sent).catch((e: unknown) => e);
    expect(String(error).includes('a company of another region')).toBe(isDoubted);
    expect(String(error).match(/Region \(region\) resolves to/g)).toHaveLength(1);
  },
);

test('given a redirect, when it is refused, then the error names the host only', async () => {
  const clock = fakeClock();
  const next = answering(answer(302, { location: 'https://elsewhere.test/login?token=x' }));
  const error: unknown = await clock
    .until(retrying(clock, next)(REQUEST, CALM))
    .catch((e: unknown) => e);
  expect(String(error)).toContain('HTTP 302 to elsewhere.test.');
  expect(String(error)).not.toContain('token=x');
});

test('given a backoff, when the signal is aborted, then the wait ends with its reason', async () => {
  const clock = fakeClock();
  const stop = new AbortController();
  const sent = retrying(clock, answering(answer(500)))(REQUEST, stop.signal);
  const refused = expect(sent).rejects.toThrow('enough');
  await clock.advance(500);
  stop.abort(new Error('enough'));
  await refused;
});

test('given a rule of the manifest, when it matches, then it takes precedence over the table', async () => {
  const clock = fakeClock();
  const rule = {
    statuses: new Set([404]),
    action: 'FAIL',
    failureType: 'config_error',
    message: 'Ask support.',
  } as const;
  const request = { ...REQUEST, rules: [rule] };
  const sent = retrying(clock, answering(answer(404)), {}, [])(request, CALM);
  await expect(clock.until(sent)).rejects.toMatchObject({
    failureType: 'config_error',
    message: expect.stringContaining('Ask support.') as string,
  });
});

test('given hooks, when attempts are made, then each is reported without its query', async () => {
  const clock = fakeClock();
  const entries: AttemptEntry[] = [];
  const hooks = { onAttempt: (entry: AttemptEntry) => entries.push(entry) };
  const next = answering(answer(500), answer(200));
  const request = { ...REQUEST, url: 'http://127.0.0.1/v1?size=1' };
  await clock.until(retrying(clock, next, { hooks })(request, CALM));
  expect(entries.map((e) => [e.attempt, e.status, e.outcome, e.url])).toEqual([
    [1, 500, 'retry', 'http://127.0.0.1/v1'],
    [2, 200, 'succeed', 'http://127.0.0.1/v1'],
  ]);
});
