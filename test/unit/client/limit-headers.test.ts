import { exhaustedFor, statedLimit } from '../../../src/client/limit-headers';

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
  [{ 'x-ratelimit-limit-hour': '7200' }, 2],
  [{ 'x-rate-limit-limit-day': '86400' }, 1],
  [{ 'ratelimit-limit-second': ' 5', 'ratelimit-limit-minute': '60' }, 1],
  // Named by their unit, they count before the one that is told with a time.
  [{ 'ratelimit-limit-second': '5', 'ratelimit-limit': '600', 'ratelimit-reset': '60' }, 5],
  [{ ratelimit: 'limit = 60, reset = 60' }, 1],
  // What is left until then, where that is less; and where nothing is left, one.
  [{ ratelimit: 'limit=600, remaining=30, reset=60' }, 0.5],
  [{ ratelimit: 'limit=600, remaining=0, reset=60' }, 1 / 60],
  [{ ratelimit: 'limit=600, remaining=900, reset=60' }, 10],
  // Within five seconds what is left does not matter.
  [{ ratelimit: 'limit=50, remaining=1, reset=5' }, 10],
  [{ ratelimit: 'limit=60, remaining=6, reset=6' }, 1],
  // A window is a second at least.
  [{ 'x-ratelimit-limit': '7', 'x-ratelimit-reset': '0' }, 7],
  [{ 'x-ratelimit-limit': '7', 'x-ratelimit-reset': String(NOW / 1000 - 60) }, 7],
  [{ 'x-ratelimit-limit': '7', 'x-ratelimit-reset': String(NOW - 60_000) }, 7],
  [{ 'x-ratelimit-limit': '9', 'x-ratelimit-reset': '4.5' }, 2],
  // Told by halves in one's words and whole in another's.
  [{ 'ratelimit-reset': '9', 'x-ratelimit-limit': '60', 'x-ratelimit-reset': '60' }, 1],
  [{ 'ratelimit-limit': '9', 'x-ratelimit-limit': '60', 'x-ratelimit-reset': '60' }, 1],
  [{ 'ratelimit-policy': '"all";w=1, 20;w=1' }, 20],
])('given %p, when it is read, then it is %d requests a second', (headers, perSecond) => {
  expect(statedLimit(headers, NOW)?.perSecond).toBeCloseTo(perSecond);
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
])('given %p, when it is read, then no limit is known', (headers) => {
  expect(statedLimit(headers as Record<string, string>, NOW)).toBeUndefined();
});

test.each([
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }, 30_000],
  [{ ratelimit: 'limit=600, remaining=0, reset=30' }, 30_000],
  [{ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(NOW / 1000 + 30) }, 30_000],
  [{ 'ratelimit-remaining': '0', 'ratelimit-reset': String(NOW + 30_000) }, 30_000],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30.0001' }, 30_001],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '6' }, 6000],
  // One of several that are told in different words is enough.
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
])('given %p, when it is read, then the quota begins anew in %d ms', (headers, left) => {
  expect(exhaustedFor(headers as Record<string, string>, NOW)).toBe(left);
});

test.each([
  {},
  { 'x-ratelimit-reset': '30' },
  { 'x-ratelimit-remaining': '0' },
  { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '30' },
  // The rate alone keeps to windows of five seconds.
  { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '5' },
])('given %p, when it is read, then no quota is used up', (headers) => {
  expect(exhaustedFor(headers as Record<string, string>, NOW)).toBeUndefined();
});
