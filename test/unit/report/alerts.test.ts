import type { KnownLimit } from '../../../src/client/events';
import { alertsOf } from '../../../src/report/health/alerts';
import { attempt, measured, pass, REFUSED, useFakeTime } from './measured';

useFakeTime();

/** Two minutes at `perSecond` requests, under these limits by turns. */
function busy(perSecond: number, ...limits: readonly KnownLimit[]) {
  const meters = measured();
  for (let count = 0; count < 120 * perSecond; count++) {
    meters.api.hooks.onLimit(limits[count % limits.length]);
    meters.api.hooks.onAttempt(attempt());
    pass(1000 / perSecond);
  }
  return meters;
}

const limit = (
  perSecond: number,
  source: KnownLimit['source'] = 'header',
  isSettled = true,
): KnownLimit => ({ perSecond, source, isSettled });

describe('the rate limit', () => {
  it.each([
    [9.5, [limit(10)], ['rate-limit']],
    [8, [limit(10)], []],
    [9.5, [limit(10, 'found')], ['rate-limit']],
    [10, [limit(10, 'config')], []],
    [9.5, [limit(10), limit(9.95)], ['rate-limit']],
    [8, [limit(10), limit(9.95)], []],
  ])(
    'given %d requests a second under %j, when two minutes pass, then %j',
    (rate, limits, alerts) => {
      const { sync } = busy(rate, ...limits);
      expect(alertsOf(sync.figures())).toEqual(alerts);
      const { utilization = 0 } = sync.figures().rate;
      expect(utilization).toBeGreaterThan((0.9 * rate) / 10);
      expect(utilization).toBeLessThan((1.1 * rate) / 10);
    },
  );

  it.each([
    [limit(10), ['rate-limit']],
    [limit(10, 'found'), ['rate-limit']],
    [limit(10, 'found', false), []],
    [limit(10, 'config'), []],
    [undefined, []],
  ])('given a refusal under %j, then %j', (known, alerts) => {
    const { api, sync } = measured();
    api.hooks.onLimit(known);
    pass(5000);
    api.hooks.onAttempt(REFUSED);
    expect(alertsOf(sync.figures())).toEqual(alerts);
  });

  it('given a refusal of what was sent before the limit was known, then nothing', () => {
    const { api, sync } = measured();
    pass(5000);
    api.hooks.onLimit(limit(10));
    api.hooks.onAttempt({ ...REFUSED, durationMs: 2000 });
    expect(alertsOf(sync.figures())).toEqual([]);
  });
});

it('given slow attempts, when the sync is under way, then they are an alert from the twentieth on, while they last', () => {
  const { api, sync } = measured();
  for (let count = 0; count < 19; count++) api.hooks.onAttempt(attempt({ durationMs: 9000 }));
  expect(alertsOf(sync.figures())).toEqual([]);
  api.hooks.onAttempt(attempt({ durationMs: 9000 }));
  expect(alertsOf(sync.figures())).toEqual(['latency-p95']);
  for (let count = 0; count < 400; count++) api.hooks.onAttempt(attempt({ durationMs: 90 }));
  sync.ended();
  expect(alertsOf(sync.figures())).toEqual([]);
});

it('given slow attempts only, when the sync ends, then they are an alert', () => {
  const { api, sync } = measured();
  for (let count = 0; count < 5; count++) api.hooks.onAttempt(attempt({ durationMs: 9000 }));
  sync.ended();
  expect(alertsOf(sync.figures())).toEqual(['latency-p95']);
});
