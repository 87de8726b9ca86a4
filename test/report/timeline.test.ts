import { asText, at, FAILED, message, requestText, RESENT, STARTED, streamEnded } from './lines';
import { drawn, type Page } from './support';

const page = (seconds: number, number: number, more: object = {}): string =>
  message(requestText(seconds, { 'navan.page': number, ...more }));

/** What the bars say of time windows, without their times. */
const windows = (report: Page): readonly string[] =>
  report
    .texts('figure.partitions svg title')
    .map((title) => title.replace(/^\S+ \S+ (\S+) to (\S+): (.*?), \d\d:.*$/u, '$1 $2 $3'));

describe('given the requests of a time window, when drawn, then its bar says how it ended', () => {
  const SECONDS = [1, 2, 3, 4, 5];
  const WHOLE = '2026-09-30T23:59:59Z 2026-11-01T00:00:00Z';
  const half = { 'navan.window': '2026-09-30T23:59:59Z to 2026-10-16T00:00:00Z' };

  it.each([
    ['read', [page(1, 1), page(2, 2)], ['read']],
    ['read after a failure', [page(1, 1, FAILED), page(2, 1, RESENT)], ['read']],
    ['first page requested again', [page(1, 1), page(2, 2), page(3, 1)], ['read']],
    [
      'second page requested again',
      [page(1, 1), page(2, 2), page(3, 1), page(4, 2)],
      ['read more than once'],
    ],
    [
      'begun again after it failed',
      [page(1, 1, FAILED), page(2, 1, { ...FAILED, ...RESENT }), page(3, 1)],
      ['read more than once'],
    ],
    ['failed', [page(1, 1), page(2, 2, FAILED)], ['not read']],
  ])('%s', (_, lines, ends) => {
    expect(windows(drawn(asText([message(STARTED), ...lines])))).toEqual(
      ends.map((end) => `${WHOLE} ${end}`),
    );
  });

  it('split', () => {
    const failures = SECONDS.map((seconds) => page(seconds, 1, FAILED));
    const report = drawn(asText([message(STARTED), ...failures, page(6, 1, half)]));
    expect(windows(report)).toEqual([
      `${WHOLE} not read whole, split`,
      '2026-09-30T23:59:59Z 2026-10-16T00:00:00Z read',
    ]);
    expect(report.texts('figure.partitions svg text')).toContain('↳ parts, level 1');
  });

  it('requested again after its stream ended', () => {
    const lines = [page(1, 1), message(streamEnded('bookings', 'complete', 1)), page(60, 1)];
    const report = drawn(asText([message(STARTED), ...lines]));
    expect(report.texts('figure.partitions svg title')[0]).toContain('1 request');
    expect(report.tiles['requests']).toBe('2');
  });
});

describe('given an outage, when drawn, then it lasts from the line that says so', () => {
  const DOWN = message(
    'The API keeps failing; requests are on hold. failure="HTTP 503" nextProbeInSeconds=60',
  );
  const UP = message('The API responds again. failedForSeconds=20');

  it.each([
    ['to the response', [page(0, 1), DOWN, page(20, 1), UP, page(40, 1)], '20 s'],
    ['to the end of the log', [page(0, 1), DOWN, page(30, 1)], '30 s'],
    ['by its length, if the line is missing', [page(0, 1), page(29.5, 1), UP, page(40, 1)], '20 s'],
  ])('%s', (_, lines, duration) => {
    const report = drawn(asText([message(STARTED), ...lines]));
    expect(report.texts('figure p').join(' ')).toContain(
      `Times on hold: circuit breaker ${duration}.`,
    );
    expect(report.tiles['waited: circuit breaker']).toBe(duration);
  });
});

it('given announced waits that overlap, when drawn, then each second counts once', () => {
  const wait = (from: number, to: number): string =>
    JSON.stringify({
      type: 'TRACE',
      trace: {
        type: 'STREAM_STATUS',
        emitted_at: at(from),
        stream_status: {
          stream_descriptor: { name: 'bookings' },
          status: 'RUNNING',
          reasons: [{ type: 'RATE_LIMITED', rate_limited: { quota_reset: at(to) } }],
        },
      },
    });
  const report = drawn(
    asText([message(STARTED), page(0, 1), wait(5, 15), wait(10, 20), page(60, 2)]),
  );
  expect(report.tiles['waited: rate limit']).toBe('15 s');
});

it('given a destination that does not read, when drawn, then the progress lines say how long', () => {
  const progress = message(
    'The sync is under way. seconds=60 records=10 waitingFor=destination forSeconds=25',
  );
  const report = drawn(asText([message(STARTED), page(0, 1), progress, page(70, 2)]));
  expect(report.tiles['waited: destination']).toBe('25 s');
});
