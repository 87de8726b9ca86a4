import { Limiter } from '../../simulator/http/limiter';
import type { Limit } from '../../simulator';
import { closeAll, simulate } from './support/client';

afterEach(closeAll);

const AT = Date.parse('2026-11-24T12:00:00Z');

/** A limiter whose clock the test sets, in milliseconds. */
function limiter(limit: Limit): { take: (ms: number) => ReturnType<Limiter['take']> } {
  let now = 0;
  const one = new Limiter(() => now);
  one.set(limit);
  return {
    take: (ms) => {
      now = ms;
      return one.take(AT);
    },
  };
}

describe('a limit', () => {
  it('allows the burst, then its rate', () => {
    const { take } = limiter({ perSecond: 2, burst: 3 });
    expect([0, 0, 0, 0].map((ms) => take(ms).allowed)).toEqual([true, true, true, false]);
    expect([500, 500, 1000, 9000, 9000, 9000, 9000].map((ms) => take(ms).allowed)).toEqual([
      true,
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it('changes its rate at its steps', () => {
    const { take } = limiter({
      perSecond: 1,
      burst: 1,
      steps: [{ afterSeconds: 10, perSecond: 10 }],
    });
    expect(take(0).allowed).toBe(true);
    expect(take(100).allowed).toBe(false);
    expect([11_000, 11_100, 11_200].map((ms) => take(ms).allowed)).toEqual([true, true, true]);
  });

  it('sends no headers by default', () => {
    expect(limiter({ perSecond: 5 }).take(0).headers).toEqual({});
  });

  it('sends either family of headers', () => {
    expect(limiter({ perSecond: 5, headers: 'ratelimit' }).take(0).headers).toMatchObject({
      'RateLimit-Limit': 5,
      'RateLimit-Remaining': 4,
      'RateLimit-Reset': 1,
    });
    expect(limiter({ perSecond: 5, headers: 'x-ratelimit' }).take(0).headers).toEqual({
      'X-RateLimit-Limit': 5,
      'X-RateLimit-Remaining': 4,
      'X-RateLimit-Reset': AT / 1000 + 1,
    });
  });

  it.each([
    ['seconds', { 'Retry-After': 4 }],
    ['date', { 'Retry-After': 'Tue, 24 Nov 2026 12:00:04 GMT' }],
    ['none', {}],
  ] as const)('says when to retry: %s', (retryAfter, headers) => {
    const { take } = limiter({ perSecond: 0.25, burst: 1, retryAfter });
    take(0);
    expect(take(0)).toEqual({ allowed: false, headers });
  });
});

it('given a limit, the API returns 429 past it; the token endpoint is exempt', async () => {
  const client = await simulate({ limit: { perSecond: 0.01, burst: 1 } });
  expect(await client.status('/v1/users')).toBe(200);
  const refused = await client.get('/v1/users');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(90);
  expect((await client.signIn(client.credential())).status).toBe(200);
  client.simulator.control.limit(null);
  expect(await client.status('/v1/users')).toBe(200);
});

it('given a latency, every response takes that long', async () => {
  const client = await simulate();
  client.simulator.control.latency({ ms: 40, jitterMs: 5 });
  const start = performance.now();
  await client.status('/v1/users');
  expect(performance.now() - start).toBeGreaterThan(38);
});
