import { LIMITS } from '../../../../src/client/limits';
import { throttle } from '../../../../src/client/throttle/throttle';
import type { ThrottleOptions } from '../../../../src/client/throttle/throttle';
import { CALM, REQUEST, answer, attempting } from '../answers';
import { fakeClock } from '../fake-clock';

afterEach(() => jest.useRealTimers());

type Headers = Record<string, string>;

const OPTIONS: Omit<ThrottleOptions, 'clock'> = {
  maxConcurrency: 1,
  requestsPerSecond: undefined,
  limits: LIMITS,
  hooks: {},
  log: { log: () => undefined },
};

interface Given {
  /** Responses to the first request, the second and so on, the last one forever. */
  readonly answers: readonly (readonly [status: number, headers: Headers])[];
  readonly requests: number;
}

/** When each request left and until when a logged pause lasts, in seconds since the first request. */
async function sent({ answers, requests }: Given): Promise<{ at: number[]; told: number[] }> {
  const clock = fakeClock();
  const began = clock.now();
  const seconds = (time: number) => (time - began) / 1000;
  const at: number[] = [];
  const told: number[] = [];
  const hooks = { onRateLimited: (until: number) => told.push(seconds(until)) };
  const throttled = throttle({ ...OPTIONS, clock, hooks });
  const send = throttled.policy(
    attempting(() => {
      const [status, headers] = answers[Math.min(at.length, answers.length - 1)] ?? [200, {}];
      at.push(seconds(clock.now()));
      return Promise.resolve(answer(status, headers));
    }),
  );
  const all = async () => {
    for (let n = 0; n < requests; n += 1) await send(REQUEST, CALM);
  };
  await clock.until(all());
  throttled.close();
  return { at, told };
}

const quota = (remaining: number, reset: number): Headers => ({
  'x-ratelimit-limit': '600',
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(reset),
});

test('given a used-up quota, when it resets in 30 s, then no request leaves before and this is logged', async () => {
  const { at, told } = await sent({
    answers: [
      [200, quota(0, 30)],
      [200, {}],
    ],
    requests: 2,
  });
  expect(at[1]).toBeCloseTo(30);
  expect(told).toEqual([30]);
});

test('given a refused token request, when requests continue after the pause, then none waits for a rate', async () => {
  const clock = fakeClock();
  const throttled = throttle({ ...OPTIONS, clock });
  const at: number[] = [];
  const send = throttled.policy(
    attempting(() => {
      at.push(clock.now());
      return Promise.resolve(answer(200));
    }),
  );
  const token = throttled.uncounted(
    attempting(() => Promise.resolve(answer(429, { 'retry-after': '3' }))),
  );
  const began = clock.now();
  await clock.until(
    token(REQUEST, CALM).then(() =>
      Promise.all(Array.from({ length: 20 }, () => send(REQUEST, CALM))),
    ),
  );
  throttled.close();
  expect(((at[0] ?? 0) - began) / 1000).toBeCloseTo(3);
  expect((at[19] ?? Infinity) - (at[0] ?? 0)).toBeLessThan(10);
});

test('given a token response that states a limit or a used-up quota, when requests continue, then none waits for it', async () => {
  const clock = fakeClock();
  const throttled = throttle({ ...OPTIONS, clock });
  const headers = [{ 'x-ratelimit-limit-minute': '6' }, quota(0, 600)];
  const token = throttled.uncounted(
    attempting(() => Promise.resolve(answer(200, headers.shift()))),
  );
  const send = throttled.policy(attempting(() => Promise.resolve(answer(200))));
  const began = clock.now();
  const all = async () => {
    for (let n = 0; n < 2; n += 1) await token(REQUEST, CALM);
    for (let n = 0; n < 5; n += 1) await send(REQUEST, CALM);
  };
  await clock.until(all());
  throttled.close();
  expect(clock.now() - began).toBeLessThan(100);
});

test('given requests that wait for their turn as a pause begins, when the next is refused after it, then another pause begins', async () => {
  const clock = fakeClock();
  const throttled = throttle({ ...OPTIONS, maxConcurrency: 2, requestsPerSecond: 10, clock });
  const at: number[] = [];
  const send = throttled.policy(
    attempting(() => {
      at.push(clock.now());
      return Promise.resolve(answer(at.length <= 2 ? 429 : 200));
    }),
  );
  await clock.until(Promise.all([1, 2, 3].map(() => send(REQUEST, CALM))));
  throttled.close();
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(1000);
  expect((at[2] ?? 0) - (at[1] ?? 0)).toBeGreaterThanOrEqual(2000);
});

test('given a stated limit of a few requests per minute, when one waits for its turn, then this is logged', async () => {
  const headers = { 'x-ratelimit-limit-minute': '6' };
  const { at, told } = await sent({ answers: [[200, headers]], requests: 3 });
  expect(at[1]).toBeGreaterThan(10);
  expect(at[2]).toBeGreaterThan(20);
  expect(told).toHaveLength(2);
  expect(told[0]).toBeGreaterThanOrEqual(at[1] ?? 0);
});

test('given a stated limit that is respected and still refuses, when requests continue, then what passes decides', async () => {
  const stated = { 'ratelimit-policy': '100;w=1' };
  const refused: readonly [number, Headers] = [429, { ...stated, 'retry-after': '1' }];
  const passed: readonly [number, Headers] = [200, stated];
  const { at } = await sent({
    answers: [...Array.from({ length: 5 }, () => passed), refused, passed],
    requests: 10,
  });
  const gaps = at.map((time, n) => time - (at[n - 1] ?? 0));
  expect(gaps[5]).toBeLessThan(0.02);
  expect(gaps[6]).toBeGreaterThanOrEqual(1);
  for (const gap of gaps.slice(7)) expect(gap).toBeGreaterThan(0.05);
});

test('given a refusal that asks for zero seconds, when the next is refused too, then the pauses grow', async () => {
  const { at } = await sent({
    answers: [
      ...Array.from({ length: 4 }, (): [number, Headers] => [429, { 'retry-after': '0' }]),
      [200, {}],
    ],
    requests: 5,
  });
  const gaps = at.slice(1).map((time, n) => time - (at[n] ?? 0));
  expect(gaps[0]).toBeGreaterThanOrEqual(LIMITS.minPauseMs / 1000);
  expect(gaps.toSorted((one, other) => one - other)).toEqual(gaps);
  expect(gaps.at(-1)).toBeGreaterThanOrEqual(4);
});
