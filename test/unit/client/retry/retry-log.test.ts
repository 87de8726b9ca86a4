import type { HttpResponse } from '../../../../src/client/http';
import { RetryLog } from '../../../../src/client/retry/retry-log';
import { TransportFault } from '../../../../src/client/transport/transport-fault';
import { CALM, REQUEST, answer, answering, retrying } from '../answers';
import { fakeClock } from '../fake-clock';

afterEach(() => {
  jest.useRealTimers();
});

type Line = readonly [level: string, sentence: string, facts: object | undefined];

async function linesOf(...answers: readonly (HttpResponse | Error)[]): Promise<readonly Line[]> {
  const clock = fakeClock();
  const lines: Line[] = [];
  const log = {
    log: (...line: Line) => {
      lines.push(line);
    },
  };
  await clock.until(retrying(clock, answering(...answers, answer(200)), { log })(REQUEST, CALM));
  return lines;
}

const line = (failure: string, more: object): Line => [
  'INFO',
  'Retrying a failed request.',
  { request: REQUEST.label, failure, attempt: 1, times: 1, ...more },
];

it('given a wait of 42 s that the server asked for, when the request is retried, then the log says why it takes so long', async () => {
  expect(await linesOf(answer(503, { 'retry-after': '42' }))).toEqual([
    line('HTTP 503', { tookSeconds: 0, waitSeconds: 42 }),
  ]);
});

it('given a try that stalled for a minute, when the request is retried, then the log says so', async () => {
  expect(await linesOf(new TransportFault('stalled', 'no byte for 60 s', 60_000))).toEqual([
    line('no byte for 60 s', { tookSeconds: 60, waitSeconds: 1 }),
  ]);
});

it('given an unusable body, when the response took long, then the log line says what is wrong with it', async () => {
  const [[, , facts] = []] = await linesOf(answer(200, { 'retry-after': '30' }, ''));
  expect(facts).toMatchObject({ failure: expect.stringMatching(/^HTTP 200, ./) as string });
});

it('given different failures of one request, when it is retried, then the first of each kind is logged', async () => {
  const lines = await linesOf(answer(500), answer(503), answer(500), answer(500));
  expect(lines.map(([, , facts]) => facts)).toMatchObject([
    { failure: 'HTTP 500', attempt: 1, times: 1 },
    { failure: 'HTTP 503', attempt: 2, times: 1 },
  ]);
});

it('given a thousand retries of one kind, when they are logged, then the 1st, 10th, 100th and 1000th lead to a line', () => {
  const times: unknown[] = [];
  const log = new RetryLog({ log: (_level, _text, facts) => times.push(facts?.['times']) });
  for (let count = 0; count < 1000; count++)
    log.note(
      { ...REQUEST, url: `${REQUEST.url}?page=${String(count)}` },
      { failure: 'HTTP 500', attempt: 1, tookMs: 10, waitMs: 1000 },
    );
  expect(times).toEqual([1, 10, 100, 1000]);
});

it('given a new kind of failure with each retry, when they are logged, then there is a limit to the lines', () => {
  const lines: unknown[] = [];
  const log = new RetryLog({ log: (...line) => lines.push(line) });
  for (let count = 0; count < 5000; count++)
    log.note(REQUEST, { failure: `failure ${String(count)}`, attempt: 1, tookMs: 0, waitMs: 0 });
  expect(lines.length).toBeLessThan(110);
});
