import type { LogFacts } from '../../../src/log/log-line';
import { reportProgress } from '../../../src/report/progress';
import { attempt, FAILED, measured, NOW, pass, useFakeTime } from './measured';

useFakeTime();

function reported() {
  const parts = measured();
  const lines: LogFacts[] = [];
  const log = { log: (_level: string, _text: string, facts: LogFacts = {}) => lines.push(facts) };
  return { ...parts, lines, stop: reportProgress(parts.sync, log) };
}

it('given streams under way, when 30 seconds have passed, then one line says how far they are', () => {
  const { api, sync, lines, stop } = reported();
  sync.start('users', 'full_refresh').ended();
  sync.start('bookings', 'incremental').planned(33, 4);
  api.hooks.onAttempt(FAILED);
  for (let count = 0; count < 59; count++) api.hooks.onAttempt(attempt());
  pass(30_000);
  expect(lines).toEqual([
    {
      done: 'users',
      underWay: 'bookings (0 of 4 parts)',
      seconds: 30,
      records: 14,
      requests: 60,
      repeated: 0,
      failedRequests: 'HTTP 500: 1',
      requestsPerSecond: 2,
    },
  ]);
  stop();
});

it('given no requests since the last line, when the next one is due, then its rate is 0', () => {
  const { api, lines, stop } = reported();
  api.hooks.onAttempt(attempt());
  pass(60_000);
  expect(lines).toMatchObject([{ requests: 1 }, { requests: 1, requestsPerSecond: 0 }]);
  stop();
});

it('given a pause for the rate limit, when the line is due, then it says until when', () => {
  const { api, lines, stop } = reported();
  const until = NOW + 90_000;
  api.hooks.onRateLimited(until);
  pass(30_000);
  expect(lines).toMatchObject([{ waitingFor: 'rate limit', until: new Date(until).toISOString() }]);
  stop();
});

it('given a destination that does not read, when the line is due, then it says how long already', () => {
  const { outlet, lines, stop } = reported();
  outlet.destinationWait = { currentMs: 25_000, totalMs: 25_000 };
  pass(30_000);
  expect(lines).toMatchObject([{ waitingFor: 'destination', forSeconds: 25 }]);
  stop();
});

it('given a sync that takes less than 30 seconds, when it ends, then there is no line', () => {
  const { lines, stop } = reported();
  pass(29_000);
  stop();
  pass(60_000);
  expect(lines).toEqual([]);
});
