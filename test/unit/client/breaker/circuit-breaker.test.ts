import { breaker } from '../../../../src/client/breaker/circuit-breaker';
import type { Send } from '../../../../src/client/http';
import { LIMITS } from '../../../../src/client/limits';
import { CLIENT_ERRORS } from '../../../../src/errors/client-errors';
import { ConnectorError } from '../../../../src/errors/connector-error';
import { CALM, REQUEST, answer, answering } from '../answers';
import { START, fakeClock } from '../fake-clock';
import type { FakeClock } from '../fake-clock';

const OUTAGE = new ConnectorError(CLIENT_ERRORS['server-error']);
const REFUSAL = new ConnectorError(CLIENT_ERRORS.forbidden);

afterEach(() => {
  jest.useRealTimers();
});

function guarded(clock: FakeClock, next: Send): Send {
  const log = { log: () => undefined };
  return breaker({ limits: LIMITS, clock, hooks: {}, log })(next);
}

async function fail(send: Send, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await expect(send(REQUEST, CALM)).rejects.toThrow();
}

test('given five outages in a row, when the next request is made, then it waits a minute and probes', async () => {
  const clock = fakeClock();
  const next = answering(OUTAGE, OUTAGE, OUTAGE, OUTAGE, OUTAGE, answer(200));
  const send = guarded(clock, next);
  await fail(send, 5);
  const waiting = [send(REQUEST, CALM), send(REQUEST, CALM)];
  await clock.advance(59_000);
  expect(next).toHaveBeenCalledTimes(5);
  await clock.until(Promise.all(waiting));
  expect(clock.now() - START).toBe(60_000);
  expect(next).toHaveBeenCalledTimes(7);
});

test('given a refusal or a success between outages, when there have been five, then the breaker stays closed', async () => {
  const clock = fakeClock();
  const next = answering(OUTAGE, OUTAGE, OUTAGE, OUTAGE, REFUSAL, OUTAGE, OUTAGE, answer(200));
  const send = guarded(clock, next);
  await fail(send, 7);
  await expect(send(REQUEST, CALM)).resolves.toMatchObject({ status: 200 });
  expect(clock.now()).toBe(START);
});

test('given probes that fail, when fifteen minutes have passed, then the wait ends with a transient error', async () => {
  const clock = fakeClock();
  const next = answering(OUTAGE);
  const send = guarded(clock, next);
  await fail(send, 5);
  // One of the two sends the probe each minute and fails with its outage; the other keeps waiting.
  const waiting = Promise.allSettled(Array.from({ length: 20 }, () => send(REQUEST, CALM)));
  const ends = (await clock.until(waiting)).map((end) =>
    end.status === 'rejected' ? (end.reason as ConnectorError).kind.code : 'success',
  );
  expect(ends.filter((code) => code === 'breaker-open').length).toBeGreaterThan(0);
  expect(clock.now() - START).toBeLessThanOrEqual(LIMITS.maxBreakerWaitMs);
  expect(next.mock.calls.length).toBeLessThanOrEqual(5 + 15);
});

test('given an open breaker, when the signal is aborted, then the wait ends', async () => {
  const clock = fakeClock();
  const send = guarded(clock, answering(OUTAGE));
  await fail(send, 5);
  const stop = new AbortController();
  const refused = expect(send(REQUEST, stop.signal)).rejects.toThrow('enough');
  stop.abort(new Error('enough'));
  await refused;
});

describe('what the log says about an outage', () => {
  function logged(next: Send) {
    const clock = fakeClock();
    const lines: unknown[] = [];
    const log = { log: (...line: unknown[]) => lines.push(line) };
    return { clock, lines, send: breaker({ limits: LIMITS, clock, hooks: {}, log })(next) };
  }

  test('given one that ends, when it is over, then its start, each failed probe and its end are logged', async () => {
    const outage = new ConnectorError(CLIENT_ERRORS['server-error'], { found: 'HTTP 503' });
    const { clock, lines, send } = logged(
      answering(outage, outage, outage, outage, outage, outage, answer(200)),
    );
    await fail(send, 5);
    await clock.until(Promise.allSettled([send(REQUEST, CALM)]));
    await clock.until(send(REQUEST, CALM));
    const facts = { nextProbeInSeconds: 60, failure: outage.summary };
    expect(lines).toEqual([
      ['WARN', 'The API keeps failing; requests are on hold.', facts],
      ['WARN', 'The API is still failing.', { waitingForSeconds: 60, ...facts }],
      ['INFO', 'The API responds again.', { failedForSeconds: 120 }],
    ]);
  });

  test('given none, when requests fail now and then, then nothing is logged', async () => {
    const { lines, send } = logged(answering(OUTAGE, answer(200)));
    await fail(send, 1);
    await send(REQUEST, CALM);
    expect(lines).toEqual([]);
  });

  test('given one that does not end, when the wait is too long, then the error has its duration, its last failure and what to do', async () => {
    const outage = new ConnectorError(CLIENT_ERRORS['network-failure'], { found: 'refused' });
    const { clock, send } = logged(answering(outage));
    await fail(send, 5);
    const waiting = Array.from({ length: 17 }, () => send(REQUEST, CALM));
    const ends = await clock.until(Promise.allSettled(waiting));
    const errors = ends.map((end) =>
      end.status === 'rejected' ? (end.reason as ConnectorError) : undefined,
    );
    const ended = errors.find((error) => error?.kind.code === 'breaker-open');
    expect(ended?.facts).toMatchObject({
      where: REQUEST.label,
      action: outage.action,
      cause: outage,
    });
    expect(ended?.facts.found).toBe(
      `no success for 15 minutes; the last failure: ${outage.summary}`,
    );
  });

  test('given an unexpected error, when it occurs five times, then the breaker stays closed', async () => {
    const { clock, send } = logged(answering(new TypeError('a bug')));
    await fail(send, 7);
    expect(clock.now()).toBe(START);
  });
});
