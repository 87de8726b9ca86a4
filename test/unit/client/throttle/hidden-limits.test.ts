import type { Limiter } from './limits/limiters';
import { bucket, fixedWindow, slidingWindow } from './limits/limiters';
import type { Crossing, PacedClient } from './limits/paced-client';
import { crossings } from './limits/paced-client';
import type { Use } from './limits/use';
import { useOf } from './limits/use';

const MINUTE = 60_000;
const SEEDS = [1, 2, 3, 4, 5];

interface Network {
  readonly latency: number;
  readonly atATime: number;
}

const NETWORKS: readonly Network[] = [1, 20, 100].flatMap((latency) =>
  [4, 8].map((atATime) => ({ latency, atATime })),
);

/** Each network that supports the rate, with five seeds. */
function clients(
  perSecond: number,
  limiter: () => Limiter,
  more: Partial<PacedClient> = {},
): PacedClient[] {
  return NETWORKS.filter(({ latency, atATime }) => (1000 * atATime) / latency > 1.5 * perSecond)
    .flatMap((network) => SEEDS.map((seed) => ({ ...network, seed })))
    .map((client) => ({
      ...client,
      limiter: limiter(),
      runs: 1.5 * MINUTE,
      late: 1,
      pause: 1000,
      ...more,
    }));
}

const since = (from: number, seen: readonly Crossing[]) => seen.filter(({ at }) => at >= from);

/** The target for a found limit: 70 to 88 % of it used, and under 1 % of requests refused. */
function expectWellUsed({ used, refused }: Use): void {
  expect(used).toBeGreaterThan(0.7);
  expect(used).toBeLessThan(0.88);
  expect(refused).toBeLessThan(0.01);
}

const LIMITS = [5, 20, 100].flatMap((perSecond) =>
  [1, 5, 20].map((burst): [number, number] => [perSecond, burst]),
);

test.each(LIMITS)(
  'given a hidden limit of %i with bursts of %i, when it has been found, then 70 to 88 % of it is used',
  (perSecond, burst) => {
    for (const client of clients(perSecond, () => bucket(() => perSecond, burst))) {
      const seen = crossings(client);
      expectWellUsed(useOf(since(45_000, seen), perSecond));
      expect(useOf(seen, perSecond).refused).toBeLessThan(0.02);
    }
  },
);

/** Refuses one more request, independently of the limit. */
function byChance(limiter: Limiter, nth: number): Limiter {
  let requests = 0;
  return (at) => {
    requests += 1;
    return limiter(at) && requests !== nth;
  };
}

test.each([120, 160, 200])(
  'given a hidden limit of 100 with bursts of one, when request %i is refused by chance, then 70 to 88 % of it is used',
  (nth) => {
    for (const client of clients(100, () =>
      byChance(
        bucket(() => 100, 1),
        nth,
      ),
    )) {
      expectWellUsed(useOf(since(45_000, crossings(client)), 100));
    }
  },
);

test.each([1, 20])(
  'given a limit with bursts of %i that drops to a third, when it has been found again, then 70 to 88 % of it is used',
  (burst) => {
    const limiter = () => bucket((at) => (at < 20_000 ? 60 : 20), burst);
    for (const client of clients(20, limiter, { runs: 2 * MINUTE })) {
      expectWellUsed(useOf(since(MINUTE, crossings(client)), 20));
    }
  },
);

test('given a limit that rises fourfold, when six minutes have passed, then most of the new limit is used', () => {
  const limiter = () => bucket((at) => (at < MINUTE ? 10 : 40), 20);
  for (const client of clients(40, limiter, { runs: 8 * MINUTE })) {
    expectWellUsed(useOf(since(7 * MINUTE, crossings(client)), 40));
  }
});

test.each([
  ['fixed', (quota: number, length: number) => fixedWindow(quota, length, 300)],
  ['sliding', slidingWindow],
])(
  'given a server that counts by %s windows, when its limit has been found, then almost no request is refused',
  (_kind, windows) => {
    for (const perSecond of [5, 20, 100]) {
      for (const client of clients(perSecond, () => windows(perSecond, 1000))) {
        const { used, refused } = useOf(since(45_000, crossings(client)), perSecond);
        expect(used).toBeGreaterThan(0.35);
        expect(used).toBeLessThan(1);
        expect(refused).toBeLessThan(0.01);
      }
    }
  },
);

test.each([5, 20])(
  'given a limit of %i and responses in any order, some after the pause, when it is searched for, then requests continue',
  (perSecond) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      for (const latency of [100, 300]) {
        const limiter = bucket(() => perSecond, 20);
        const seen = crossings({
          limiter,
          seed,
          runs: 5 * MINUTE,
          atATime: 16,
          latency,
          isUneven: true,
          late: 1,
          pause: 1000,
        });
        const { used, refused } = useOf(since(3 * MINUTE, seen), perSecond);
        expect(used).toBeGreaterThan(0.35);
        expect(refused).toBeLessThan(0.01);
      }
    }
  },
);
