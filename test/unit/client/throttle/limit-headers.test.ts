import { exhaustedForMs, statedLimit } from '../../../../src/client/throttle/limit-headers';

const NOW = Date.parse('2026-03-01T00:00:00Z');

test.each([
  [{ 'ratelimit-policy': '20;w=1' }, 20],
  [{ 'ratelimit-policy': '"default";q=600;w=60' }, 10],
  [{ 'ratelimit-policy': '10;w=1, 60;w=60' }, 1],
  [{ 'ratelimit-limit': '100, 100;window=10' }, 10],
  [{ 'x-ratelimit-limit-minute': '120' }, 2],
  [{ ratelimit: 'limit=600, remaining=600, reset=60' }, 10],
  [{ 'ratelimit-limit': '600', 'ratelimit-remaining': '60', 'ratelimit-reset': '60' }, 1],
  [{ 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, 5],
  [{ 'x-ratelimit-limit': '600', 'x-ratelimit-reset': String(NOW / 1000 + 60) }, 10],
  [{ 'x-rate-limit-limit': '600', 'x-rate-limit-reset': String(NOW + 60_000) }, 10],
  [{ 'ratelimit-policy': '20 ; window = 1' }, 20],
  [{ 'ratelimit-policy': ' 20; w=2' }, 10],
  [{ 'ratelimit-policy': '"a";w=10;q=120,"b";q=60;w=10' }, 6],
  [{ 'x-ratelimit-limit': '100;w=20' }, 5],
  [{ 'x-ratelimit-limit-second': '3' }, 3],
  [{ 'x-ratelimit-limit-minute': '120', 'x-ratelimit-limit-hour': '3600' }, 2],
  // Newer drafts of the standard use q, r and t.
  [{ 'ratelimit-policy': '"a";q=600;w=600', ratelimit: '"a";r=30;t=60' }, 0.5],
  // Other time formats.
  [{ 'x-ratelimit-limit': '600', 'x-ratelimit-reset': '2026-03-01T00:01:00Z' }, 10],
  [{ 'x-ratelimit-limit': '600', 'x-ratelimit-reset': '2026-03-01T01:01:00.000+01:00' }, 10],
  [{ 'x-ratelimit-limit': '600', 'x-ratelimit-reset': '2026-03-01 00:01:00 UTC' }, 10],
  [{ 'x-ratelimit-limit': '600', 'x-ratelimit-reset': 'Sun, 01 Mar 2026 00:01:00 GMT' }, 10],
  [{ 'x-ratelimit-limit': '600', 'x-ratelimit-reset': `${NOW + 60_000}000` }, 10],
  [{ 'x-ratelimit-limit': '600', 'x-ratelimit-reset': `${NOW + 60_000}000000` }, 10],
  [{ 'x-ratelimit-limit': '600', 'x-ratelimit-reset': '1m0s' }, 10],
  [{ 'x-ratelimit-limit': '600', 'x-ratelimit-reset': '60000ms' }, 10],
  [{ 'x-ratelimit-limit': '600, 600', 'x-ratelimit-reset': '60, 60' }, 10],
  [{ ratelimit: 'limit=600, remaining=600, reset="2026-03-01T00:01:00Z"' }, 10],
  // For a longer window, only a small remainder is used.
  [{ ratelimit: 'limit=600, remaining=60, reset=120' }, 0.5],
  [
    {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '360',
      'x-ratelimit-reset': String(NOW / 1000 + 3600),
    },
    0.1,
  ],
  [{ 'ratelimit-limit-second': ' 5', 'ratelimit-limit-minute': '60' }, 1],
  // A limit named by its unit takes precedence over one with a reset time.
  [{ 'ratelimit-limit-second': '5', 'ratelimit-limit': '600', 'ratelimit-reset': '60' }, 5],
  [{ ratelimit: 'limit = 60, reset = 60' }, 1],
  // The remaining requests until the reset, if that is fewer; with none remaining, one request.
  [{ ratelimit: 'limit=600, remaining=30, reset=60' }, 0.5],
  [{ ratelimit: 'limit=600, remaining=0, reset=60' }, 1 / 60],
  [{ ratelimit: 'limit=600, remaining=900, reset=60' }, 10],
  // Within five seconds, the remaining requests are ignored.
  [{ ratelimit: 'limit=50, remaining=1, reset=5' }, 10],
  [{ ratelimit: 'limit=60, remaining=6, reset=6' }, 1],
  // A window is at least one second.
  [{ 'x-ratelimit-limit': '7', 'x-ratelimit-reset': '0' }, 7],
  [{ 'x-ratelimit-limit': '7', 'x-ratelimit-reset': String(NOW / 1000 - 60) }, 7],
  [{ 'x-ratelimit-limit': '7', 'x-ratelimit-reset': String(NOW - 60_000) }, 7],
  [{ 'x-ratelimit-limit': '9', 'x-ratelimit-reset': '4.5' }, 2],
  // Incomplete under one header name and complete under another.
  [{ 'ratelimit-reset': '9', 'x-ratelimit-limit': '60', 'x-ratelimit-reset': '60' }, 1],
  [{ 'ratelimit-limit': '9', 'x-ratelimit-limit': '60', 'x-ratelimit-reset': '60' }, 1],
  [{ 'ratelimit-policy': '"all";w=1, 20;w=1' }, 20],
])('given %p, when it is read, then it is %d requests per second', (headers, perSecond) => {
  expect(statedLimit(headers, NOW)).toBeCloseTo(perSecond);
});

test.each([
  {},
  { 'x-ratelimit-limit': '1000' },
  { 'ratelimit-policy': 'nonsense' },
  { 'ratelimit-policy': '0;w=1' },
  { 'x-ratelimit-reset': '60' },
  { 'ratelimit-policy': '20;w=0' },
  { 'ratelimit-policy': 'about 20;w=1' },
  { 'ratelimit-policy': '20;wx=1' },
  { 'x-ratelimit-limit-minute': 'none' },
  { 'x-ratelimit-limit-minute': 'about 60' },
  { 'x-ratelimit-limit': 'about 60', 'x-ratelimit-reset': '60' },
  { 'x-ratelimit-limit': '60', 'x-ratelimit-reset': 'in 60' },
  { ratelimit: 'unlimit=600, reset=60' },
  // A window longer than a minute with more than a small remainder.
  { 'x-ratelimit-limit-hour': '7200' },
  { 'x-rate-limit-limit-day': '86400' },
  { 'ratelimit-policy': '"default";q=5000;w=3600' },
  { ratelimit: 'limit=600, remaining=61, reset=120' },
  {
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '995',
    'x-ratelimit-reset': String(NOW / 1000 + 80_000),
  },
  // A window of a day, however small the remainder: a few requests would take hours.
  {
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '10',
    'x-ratelimit-reset': String(NOW / 1000 + 80_000),
  },
  // Neither a few seconds nor a time near now.
  { 'x-ratelimit-limit': '600', 'x-ratelimit-reset': '60000' },
  { 'x-ratelimit-limit': '600', 'x-ratelimit-reset': '60000000' },
  { 'x-ratelimit-limit': '600', 'x-ratelimit-reset': '301' },
  { 'x-ratelimit-limit': '600', 'x-ratelimit-reset': '2025-03-01T00:01:00Z' },
  { 'x-ratelimit-limit': '600', 'x-ratelimit-reset': '2026-03-01' },
  { 'x-ratelimit-limit': '600', 'x-ratelimit-reset': String(NOW / 1000 - 86_400) },
  { 'x-ratelimit-limit': '600', 'x-ratelimit-reset': String(NOW / 1000 + 172_800) },
  { 'x-ratelimit-limit': '600', 'x-ratelimit-reset': '1y' },
])('given %p, when it is read, then no limit is stated', (headers) => {
  expect(statedLimit(headers as Record<string, string>, NOW)).toBeUndefined();
});

test.each([
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }, 30_000],
  [{ ratelimit: 'limit=600, remaining=0, reset=30' }, 30_000],
  [{ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(NOW / 1000 + 30) }, 30_000],
  [{ 'ratelimit-remaining': '0', 'ratelimit-reset': String(NOW + 30_000) }, 30_000],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30.0001' }, 30_001],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '6' }, 6000],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2026-03-01T00:00:30Z' }, 30_000],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30s' }, 30_000],
  [{ ratelimit: '"default";r=0;t=30' }, 30_000],
  // One complete pair among several header names is enough.
  [{ 'ratelimit-reset': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }, 30_000],
  [
    {
      'ratelimit-remaining': '0',
      'ratelimit-reset': '1',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '30',
    },
    30_000,
  ],
])('given %p, when it is read, then the quota resets in %d ms', (headers, left) => {
  expect(exhaustedForMs(headers as Record<string, string>, NOW)).toBe(left);
});

test.each([
  {},
  { 'x-ratelimit-reset': '30' },
  { 'x-ratelimit-remaining': '0' },
  { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '30' },
  // The rate alone handles windows of five seconds.
  { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '5' },
  // Thirty seconds in milliseconds and microseconds; 1.5 seconds in milliseconds.
  { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30000' },
  { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30000000' },
  { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1500' },
  { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2024-02-29T12:00:00Z' },
])('given %p, when it is read, then no quota is used up', (headers) => {
  expect(exhaustedForMs(headers as Record<string, string>, NOW)).toBeUndefined();
});
