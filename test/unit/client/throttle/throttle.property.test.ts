import fc from 'fast-check';
import type { Send } from '../../../../src/client/http';
import { LIMITS } from '../../../../src/client/limits';
import { throttle } from '../../../../src/client/throttle/throttle';
import { CALM, REQUEST, answer, attempting } from '../answers';
import { fakeClock } from '../fake-clock';
import type { FakeClock } from '../fake-clock';

const LATENCY = 20;

interface Limiter {
  readonly perSecond: number;
  readonly burst: number;
}

/** A server with a token bucket, on the fake clock; records when requests arrived and which it refused. */
class Server {
  readonly log: { readonly at: number; readonly passed: boolean }[] = [];
  private tokens: number;
  private at = Date.now();

  constructor(
    private readonly clock: FakeClock,
    private readonly limiter: Limiter,
    private readonly headers: (passed: boolean) => Record<string, string>,
  ) {
    this.tokens = limiter.burst;
  }

  readonly send: Send = async (_request, signal) => {
    const passed = this.take();
    this.log.push({ at: this.clock.now(), passed });
    await this.clock.sleep(LATENCY, signal);
    return answer(passed ? 200 : 429, this.headers(passed));
  };

  private take(): boolean {
    const { perSecond, burst } = this.limiter;
    const now = this.clock.now();
    this.tokens = Math.min(burst, this.tokens + ((now - this.at) * perSecond) / 1000);
    this.at = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

interface Run {
  readonly limiter: Limiter;
  readonly requests: number;
  readonly requestsPerSecond?: number;
  readonly headers?: (passed: boolean) => Record<string, string>;
}

async function run({ limiter, requests, requestsPerSecond, headers }: Run): Promise<Server['log']> {
  const clock = fakeClock();
  const server = new Server(clock, limiter, headers ?? (() => ({ 'retry-after': '1' })));
  const throttled = throttle({
    maxConcurrency: 4,
    requestsPerSecond,
    limits: LIMITS,
    clock,
    hooks: {},
    log: { log: () => undefined },
  });
  const send = throttled.policy(attempting(server.send));
  const once = async () => {
    while ((await send(REQUEST, CALM)).decision.action === 'rateLimited');
  };
  await clock.until(Promise.all(Array.from({ length: requests }, once)));
  throttled.close();
  jest.useRealTimers();
  return server.log;
}

const HIDDEN_LIMITS = [5, 20, 100].flatMap((perSecond) =>
  [1, 20].map((burst): [number, number] => [perSecond, burst]),
);

test.each(HIDDEN_LIMITS)(
  'given a hidden limit of %i with bursts of %i, when it has been found, then 70 to 88 % of it is used',
  async (perSecond, burst) => {
    const log = await run({
      limiter: { perSecond, burst },
      requests: Math.max(500, 30 * perSecond),
    });
    const tail = log.slice(-250);
    const seconds = ((tail.at(-1)?.at ?? 0) - (tail[0]?.at ?? 0)) / 1000;
    const refused = (of: Server['log']) => of.filter(({ passed }) => !passed).length;
    const used = (tail.length - 1) / seconds / perSecond;
    expect(used).toBeGreaterThan(0.7);
    expect(used).toBeLessThan(0.88);
    expect(refused(tail) / tail.length).toBeLessThan(0.01);
    expect(refused(log.slice(0, 300)) / 300).toBeLessThan(0.02);
  },
);

test('given a ceiling, when many requests are sent, then no window exceeds it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 250 }), async (requestsPerSecond) => {
      const limiter = { perSecond: 1e6, burst: 1e6 };
      const log = await run({ limiter, requests: 60, requestsPerSecond });
      const block = Math.ceil(requestsPerSecond / 250);
      for (let from = 0; from < log.length; from += 1) {
        for (let to = from; to < log.length; to += 1) {
          const ms = (log[to]?.at ?? 0) - (log[from]?.at ?? 0);
          const most = (ms * requestsPerSecond) / 1000 + block + 1e-6;
          expect(to - from + 1 <= most + block).toBe(true);
        }
      }
    }),
    { numRuns: 10 },
  );
});

test('given a pause, when it lasts, then no request is sent except those in flight', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 90 }), async (seconds) => {
      const headers = () => ({ 'retry-after': String(seconds) });
      const log = await run({ limiter: { perSecond: 2, burst: 3 }, requests: 12, headers });
      for (const refusal of log.filter(({ passed }) => !passed)) {
        const known = refusal.at + LATENCY;
        const sent = log.filter(({ at }) => at > known && at < known + seconds * 1000);
        expect(sent).toEqual([]);
      }
    }),
    { numRuns: 10 },
  );
});

test('given a stated limit, when requests are sent, then 80 % of it is used and none is refused', async () => {
  const headers = () => ({ 'ratelimit-policy': '10;w=1' });
  const log = await run({ limiter: { perSecond: 10, burst: 4 }, requests: 80, headers });
  const seconds = ((log.at(-1)?.at ?? 0) - (log[0]?.at ?? 0)) / 1000;
  expect(log.every(({ passed }) => passed)).toBe(true);
  expect(log.length / seconds).toBeGreaterThan(7.5);
  expect(log.length / seconds).toBeLessThan(8.6);
});
