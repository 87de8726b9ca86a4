import { CLI_ERRORS } from '../../../src/errors/cli-errors';
import { ConnectorError } from '../../../src/errors/connector-error';
import { attempt, FAILED, measured, NOW, pass, REFUSED, useFakeTime } from './measured';

const MINUTE_MS = 60_000;

useFakeTime();

describe('requests', () => {
  it('given attempts of two streams, when figures are taken, then each stream has its own and the sync has all', () => {
    const { api, sync } = measured();
    const bookings = sync.start('bookings', 'incremental');
    sync.start('users', 'full_refresh');
    api.hooks.onAttempt(FAILED);
    api.hooks.onAttempt(attempt({ isResend: true }));
    api.hooks.onAttempt(REFUSED);
    api.hooks.onAttempt(attempt({ stream: 'users', durationMs: 900 }));
    expect(bookings.figures().requests).toMatchObject({
      count: 3,
      resends: 1,
      rateLimited: 1,
      errors: 1,
      errorRate: 1 / 3,
      bytes: 1000,
      byStatus: { 200: 1, 429: 1, 500: 1 },
      failures: { 'HTTP 500': 1, 'HTTP 429': 1 },
    });
    expect(sync.figures().requests).toMatchObject({
      count: 4,
      errorRate: 0.25,
      durationSeconds: { max: 0.9 },
    });
  });

  it('given no attempt, when figures are taken, then what is not known is absent', () => {
    expect(measured().sync.figures().requests).toMatchObject({
      count: 0,
      errorRate: undefined,
      worstFiveMinutes: undefined,
      durationSeconds: undefined,
    });
  });

  it('given token requests, when figures are taken, then they count apart and their durations not at all', () => {
    const { api, sync } = measured();
    api.hooks.onAttempt(attempt({ isTokenRequest: true, durationMs: 5000 }));
    api.hooks.onAttempt({ ...FAILED, isTokenRequest: true });
    const figures = sync.figures();
    expect(figures).toMatchObject({ tokenRequests: 2, tokenFailures: 1 });
    expect(figures.requests).toMatchObject({ count: 0, failures: { 'token: HTTP 500': 1 } });
  });

  it('given failures with ever new texts, when they are counted, then the reasons are limited', () => {
    const { api, sync } = measured();
    for (let count = 0; count < 500; count++)
      api.hooks.onAttempt({ ...FAILED, failure: `failure ${String(count)}` });
    const { failures } = sync.figures().requests;
    expect(Object.keys(failures)).toHaveLength(31);
    expect(failures['other failures']).toBe(470);
  });
});

describe('waits', () => {
  it('given a pause during a stream, when figures are taken, then only its own part of the pause counts', () => {
    const { api, sync } = measured();
    api.hooks.onRateLimited(NOW + 10_000);
    pass(4000);
    const late = sync.start('users', 'full_refresh');
    pass(3000);
    late.ended();
    pass(MINUTE_MS);
    expect(late.figures().waits.rateLimitSeconds).toBe(3);
    expect(sync.figures().waits.rateLimitSeconds).toBe(10);
  });

  it('given a breaker that opens again after its probe, when it closes, then it opened once and its seconds are summed up', () => {
    const { api, sync } = measured();
    api.hooks.onBreaker(NOW + MINUTE_MS);
    expect(sync.wait).toEqual({ for: 'circuit breaker', until: NOW + MINUTE_MS });
    pass(MINUTE_MS + 500);
    api.hooks.onBreaker(Date.now() + MINUTE_MS);
    pass(MINUTE_MS + 500);
    api.hooks.onBreaker(undefined);
    pass(MINUTE_MS);
    expect(sync.wait).toBeUndefined();
    expect(sync.figures().waits).toMatchObject({ breakerOpenings: 1, breakerSeconds: 121 });
  });

  it('given a response that takes more than ten seconds, when asked, then the sync waits for it until it arrives', () => {
    const { api, sync } = measured();
    const ended = api.hooks.onSent();
    pass(9000);
    expect(sync.wait).toBeUndefined();
    pass(2000);
    expect(sync.wait).toEqual({ for: 'slow response', forMs: 11_000 });
    ended();
    expect(sync.wait).toBeUndefined();
  });

  it('given a destination that does not read, when asked, then the sync waits for it', () => {
    const { sync, outlet } = measured();
    outlet.destinationWait = { currentMs: 2000, totalMs: 5000 };
    expect(sync.wait).toEqual({ for: 'destination', forMs: 2000 });
    expect(sync.figures().destinationSeconds).toBe(5);
  });
});

describe('the rate limit', () => {
  it('given a known limit, when a minute had 60 requests, then the utilization is their rate by the limit', () => {
    const { api, sync } = measured();
    api.hooks.onLimit({ perSecond: 4, source: 'header', isSettled: true });
    for (let count = 0; count < 60; count++) {
      api.hooks.onAttempt(attempt());
      pass(900);
    }
    expect(sync.figures().rate).toEqual({
      limit: { perSecond: 4, source: 'header', isSettled: true },
      utilization: 0.25,
    });
  });

  it('given a limit that is looked for again, when figures are taken, then they keep the last known one', () => {
    const { api, sync } = measured();
    api.hooks.onLimit({ perSecond: 4, source: 'found', isSettled: true });
    api.hooks.onLimit(undefined);
    expect(sync.figures().rate.limit).toEqual({ perSecond: 4, source: 'found', isSettled: true });
  });

  it('given no limit, when figures are taken, then the utilization is not known', () => {
    const { api, sync } = measured();
    api.hooks.onAttempt(attempt());
    expect(sync.figures().rate).toEqual({ limit: undefined, utilization: undefined });
  });
});

describe('streams', () => {
  it('given parts and time windows, when the stream is read, then its figures count them', () => {
    const meter = measured().sync.start('bookings', 'incremental');
    meter.planned(33, 4);
    meter.partDone();
    meter.window('read');
    meter.window('reread', 3);
    meter.window('split');
    meter.window('failed');
    pass(1500);
    expect(meter.figures()).toMatchObject({
      status: 'running',
      finishedAt: undefined,
      seconds: 1.5,
      records: 7,
      bytes: 700,
      parts: { total: 33, due: 4, done: 1 },
      windows: { read: 1, reread: 3, split: 1, failed: 1 },
    });
  });

  it('given a failure, when the stream ends, then its figures name the error and no longer grow', () => {
    const meter = measured().sync.start('bookings', 'incremental');
    pass(1000);
    meter.ended(new ConnectorError(CLI_ERRORS.unexpected));
    pass(1000);
    expect(meter.figures()).toMatchObject({
      status: 'incomplete',
      error: { failureType: 'system_error', code: 'unexpected' },
      finishedAt: NOW + 1000,
      seconds: 1,
    });
  });

  it('given a sync that is stopped, when a stream ends without an error, then it is incomplete', () => {
    const meter = measured().sync.start('bookings', 'incremental');
    meter.ended(null);
    expect(meter.figures().status).toBe('incomplete');
    expect(meter.figures()).not.toHaveProperty('error');
  });

  it('given no error, when the streams end, then they are complete and the sync sums them up', () => {
    const { sync } = measured();
    sync.start('bookings', 'incremental').ended();
    sync.start('users', 'full_refresh').ended();
    sync.ended();
    expect(sync.figures()).toMatchObject({
      records: 14,
      bytes: 1400,
      finishedAt: NOW,
      streams: [{ status: 'complete' }, { status: 'complete' }],
    });
  });
});
