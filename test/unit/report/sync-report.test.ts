import type { RequestEntry } from '../../../src/client/events';
import { SyncReport } from '../../../src/report/sync-report';

const entry = (more: Partial<RequestEntry>): RequestEntry => ({
  label: 'bookings 2026-10, page 1',
  method: 'GET',
  url: 'https://api.navan.com/v1/bookings',
  attempt: 1,
  status: 200,
  durationMs: 120,
  bytes: 500_000,
  outcome: 'succeed',
  reason: 'a success',
  ...more,
});

it('given attempts of all kinds, when the sync ends, then one line sums them up', () => {
  const report = new SyncReport(1000);
  report.note(entry({}));
  report.note(
    entry({ status: 500, bytes: 0, outcome: 'retry', reason: 'server error', durationMs: 900 }),
  );
  report.note(entry({ attempt: 2 }));
  report.note(
    entry({ status: 429, bytes: 0, outcome: 'rateLimited', reason: 'too many requests' }),
  );
  report.note(
    entry({
      status: 429,
      outcome: 'rateLimited',
      reason: 'a response filter of the manifest',
      bytes: 0,
    }),
  );
  report.note(entry({ bytes: 0, outcome: 'retry', reason: 'the body is empty' }));
  expect(report.facts(4000, ['users'], ['bookings', 'transactions'])).toEqual({
    complete: 'users',
    incomplete: 'bookings, transactions',
    seconds: 3,
    requests: 6,
    repeated: 1,
    rateLimited: 2,
    megabytes: 1,
    slowestMs: 900,
    failedRequests: 'HTTP 500: 1, HTTP 429: 2, the body is empty: 1',
  });
});

it('given no failures, when the sync ends, then the line says so', () => {
  expect(new SyncReport(0).facts(0, ['users'], [])).toMatchObject({
    complete: 'users',
    incomplete: 'none',
    requests: 0,
    failedRequests: 'none',
  });
});
