import { statedLimit } from '../../../src/client/limit-headers';

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
])('given %p, when it is read, then it is %d requests a second', (headers, perSecond) => {
  expect(statedLimit(headers, NOW)?.perSecond).toBeCloseTo(perSecond);
});

test.each([
  {},
  { 'x-ratelimit-limit': '1000' },
  { 'ratelimit-policy': 'nonsense' },
  { 'ratelimit-policy': '0;w=1' },
  { 'x-ratelimit-reset': '60' },
])('given %p, when it is read, then no limit is known', (headers) => {
  expect(statedLimit(headers as Record<string, string>, NOW)).toBeUndefined();
});
