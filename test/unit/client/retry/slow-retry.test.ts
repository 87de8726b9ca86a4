import type { HttpResponse } from '../../../../src/client/http';
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
  { request: REQUEST.label, failure, attempt: 1, ...more },
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

it('given tries that fail within ten seconds, when they are retried, then nothing is logged', async () => {
  expect(await linesOf(answer(500), answer(500), answer(500))).toEqual([]);
});
