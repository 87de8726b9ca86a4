import { RateLimit } from '../../../../src/client/throttle/rate-limit';
import { Pacer } from '../../../../src/client/throttle/pacer';
import { LIMITS } from '../../../../src/client/limits';
import { SHARE } from '../../../../src/client/throttle/rate-search';
import { answer } from '../answers';
import { START, fakeClock } from '../fake-clock';

afterEach(() => jest.useRealTimers());

type Headers = Record<string, string>;

interface Said {
  readonly level: string;
  readonly text: string;
  readonly facts: unknown;
}

/** Log lines with these words. */
const line = (level: string, words: string, facts: object): Said => ({
  level,
  text: expect.stringContaining(words) as string,
  facts,
});

interface Refusal {
  /** Milliseconds. */
  readonly sentAgo?: number;
  readonly counts?: boolean;
  /** Epoch milliseconds. */
  readonly serverTime?: number;
}

/** A limit, its effect on the pacer, and its log lines. Times in milliseconds since the start. */
function limited(requestsPerSecond?: number) {
  const clock = fakeClock();
  const pacer = new Pacer(clock);
  const said: Said[] = [];
  const told: number[] = [];
  const limit = new RateLimit(pacer, {
    requestsPerSecond,
    limits: LIMITS,
    clock,
    hooks: { onRateLimited: (until) => told.push(until - START) },
    log: { log: (level, text, facts) => said.push({ level, text, facts }) },
  });
  const now = () => clock.now() - START;
  return {
    limit,
    said,
    told,
    /** Until when no request leaves: now, if it is not paused. */
    paused: () => now() + pacer.pausedForMs,
    /** How long until the next request may leave: the interval, if one has just left. */
    interval: () => pacer.nextInMs,
    advance: (ms: number) => clock.advance(ms),
    now,
    passed: (headers: Headers = {}, sentAgo = 0) => {
      limit.passed(answer(200, headers), clock.ticks() - sentAgo);
    },
    refused: (headers: Headers = {}, { sentAgo = 0, counts = true, serverTime }: Refusal = {}) => {
      const more = serverTime === undefined ? {} : { serverTime };
      limit.refused({ ...answer(429, headers), ...more }, clock.ticks() - sentAgo, counts);
    },
    /** Waits for the pause to end and for the decision that follows. */
    resume: async () => {
      await clock.advance(pacer.pausedForMs);
      limit.resume();
    },
  };
}

describe('how long a refusal pauses requests', () => {
  test('given a server that asks for seven seconds, when it refuses, then requests pause that long and this is logged once', () => {
    const { refused, paused, told, said } = limited();
    refused({ 'retry-after': '7' });
    expect(paused()).toBe(7000);
    expect(told).toEqual([7000]);
    expect(said).toEqual([line('WARN', 'rate limiting', { pauseSeconds: 7 })]);
  });

  test('given a fraction of a second, when it is logged, then the number is rounded up', () => {
    const { refused, said } = limited();
    refused({ 'retry-after': '1.2' });
    expect(said[0]?.facts).toEqual({ pauseSeconds: 2 });
  });

  test('given a server without a Retry-After, when it refuses repeatedly, then the pauses double', async () => {
    const { refused, paused, resume, now } = limited();
    const pauses: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      refused();
      pauses.push(paused() - now());
      await resume();
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000]);
  });

  test('given a server that asks for zero seconds, when it refuses, then the pause is half a second', () => {
    const { refused, paused } = limited();
    refused({ 'retry-after': '0' });
    expect(paused()).toBe(LIMITS.minPauseMs);
  });

  test('given a server that asks for a day, when it refuses, then the pause is the maximum wait', () => {
    const { refused, paused } = limited();
    refused({ 'retry-after': '86400' });
    expect(paused()).toBe(LIMITS.maxRetryAfterMs);
  });

  test("given a date, when it is requested, then it is compared with the server's clock", () => {
    const { refused, paused } = limited();
    const serverTime = Date.parse('2031-01-01T00:00:00Z');
    const inTenSeconds = { 'retry-after': 'Wed, 01 Jan 2031 00:00:10 GMT' };
    refused(inTenSeconds, { serverTime });
    expect(paused()).toBe(10_000);
  });

  test('given a wait that did not help, when it is requested again, then our own is used if it is longer', async () => {
    const { refused, paused, resume, now } = limited();
    const pauses: number[] = [];
    for (const seconds of ['1', '1', '1', '9']) {
      refused({ 'retry-after': seconds });
      pauses.push(paused() - now());
      await resume();
    }
    expect(pauses).toEqual([1000, 2000, 4000, 9000]);
  });

  test('given a refusal after a success, when it asks for less than the last pause, then it is obeyed', async () => {
    const { refused, passed, paused, resume, now } = limited();
    refused();
    await resume();
    refused();
    await resume();
    passed();
    refused({ 'retry-after': '0.7' });
    expect(paused() - now()).toBe(700);
    await resume();
    passed();
    refused();
    expect(paused() - now()).toBe(1000);
  });

  test('given an in-flight request that succeeds during a pause, when the next is refused, then the pauses keep growing', async () => {
    const { refused, passed, paused, resume, now } = limited();
    refused();
    passed();
    await resume();
    refused();
    expect(paused() - now()).toBe(2000);
  });
});

describe('refusals of requests that were in flight', () => {
  test('given a pause, when one of them asks for longer, then it is extended and logged, but no warning is repeated', () => {
    const { refused, paused, told, said } = limited();
    refused({ 'retry-after': '2' });
    refused({ 'retry-after': '5' });
    expect(paused()).toBe(5000);
    expect(told).toEqual([2000, 5000]);
    expect(said).toHaveLength(1);
  });

  test('given a pause, when one of them asks for less or for no time, then it stays', () => {
    const { refused, paused, told } = limited();
    refused({ 'retry-after': '2' });
    refused({ 'retry-after': '1' });
    refused();
    refused({ 'retry-after': '2' });
    expect(paused()).toBe(2000);
    expect(told).toEqual([2000]);
  });

  test('given several at nearly the same time that ask for the same, when they arrive, then the end of the pause is logged once', async () => {
    const { refused, told, advance } = limited();
    for (let n = 0; n < 8; n += 1) {
      refused({ 'retry-after': '7' });
      await advance(5);
    }
    expect(told).toEqual([7000]);
  });

  test('given one that arrives after the end of the pause, when it asks for no time, then no other pause begins and the rate stays', async () => {
    const { passed, refused, resume, paused, now, interval, advance, said } = limited();
    for (let n = 0; n < 7; n += 1) passed();
    await advance(900);
    refused({ 'retry-after': '2' });
    await resume();
    const rate = interval();
    const lines = said.length;
    await advance(100);
    refused({}, { sentAgo: 2500 });
    expect(paused()).toBe(now());
    await resume();
    expect(said).toHaveLength(lines);
    expect(interval()).toBeCloseTo(rate - 100);
    refused();
    // The first pause without a Retry-After: the late refusal did not make it longer.
    expect(paused() - now()).toBe(2000);
  });

  test('given one that arrives after the end of the pause, when it asks for a time, then requests pause that long', async () => {
    const { refused, resume, paused, now, advance } = limited();
    refused();
    await resume();
    await advance(100);
    refused({ 'retry-after': '3' }, { sentAgo: 1500 });
    expect(paused() - now()).toBe(3000);
  });

  test('given a pause with only a moment left, when one of them asks for zero seconds, then the pause is half a second', async () => {
    const { refused, paused, advance } = limited();
    refused({ 'retry-after': '2' });
    await advance(1999);
    refused({ 'retry-after': '0' });
    expect(paused()).toBe(1999 + LIMITS.minPauseMs);
  });
});

describe('what follows from a refusal', () => {
  test('given none, when requests continue, then nothing is logged and there is no rate', () => {
    const { limit, said, interval } = limited();
    limit.resume();
    expect(said).toEqual([]);
    expect(interval()).toBeLessThanOrEqual(0);
  });

  test('given one, when its pause is over, then the rate is what passed before, logged with three digits', async () => {
    const { passed, refused, resume, said, interval, advance, limit } = limited();
    for (let n = 0; n < 7; n += 1) passed();
    await advance(900);
    refused({ 'retry-after': '2' });
    await resume();
    // Seven in 2.9 seconds.
    expect(said.at(-1)).toEqual(line('INFO', 'rate reduced', { requestsPerSecond: 2.41 }));
    expect(interval()).toBeCloseTo(2900 / 7);
    const lines = said.length;
    limit.resume();
    expect(said).toHaveLength(lines);
  });

  test('given one that the limit does not apply to, when its pause is over, then there is no rate', async () => {
    const { passed, refused, resume, said, interval } = limited();
    passed();
    refused({}, { counts: false });
    await resume();
    expect(interval()).toBeLessThanOrEqual(0);
    expect(said.at(-1)?.facts).toStrictEqual({});
  });

  test('given one that counts followed by one that does not, when the pause is over, then there is a rate', async () => {
    const { refused, resume, interval } = limited();
    refused();
    refused({}, { counts: false });
    await resume();
    expect(interval()).toBeGreaterThan(0);
  });

  test('given one that counts, when a later one does not, then the search does not restart', async () => {
    const { passed, refused, resume, said } = limited();
    passed();
    refused();
    await resume();
    const { facts } = said.at(-1) ?? {};
    expect(facts).toEqual({ requestsPerSecond: 1 });
    refused({}, { counts: false });
    await resume();
    expect(said.at(-1)?.facts).toEqual(facts);
  });
});

describe('a ceiling', () => {
  test('given one in the form, when nothing else is known, then it is the rate from the start', () => {
    expect(limited(4).interval()).toBeCloseTo(250);
  });

  test('given a higher stated limit, when it is read, then the ceiling stays', () => {
    const { passed, interval } = limited(4);
    passed({ 'ratelimit-policy': '100;w=1' });
    expect(interval()).toBeCloseTo(250);
  });

  test('given a lower stated limit, when it is read, then it applies', () => {
    const { passed, interval } = limited(4);
    passed({ 'ratelimit-policy': '2;w=1' });
    expect(interval()).toBeCloseTo(1000 / (2 * SHARE));
  });

  test('given only a ceiling of a few requests per minute, when a request waits for its turn, then the API is not blamed', () => {
    const { limit, told } = limited(0.1);
    limit.announce();
    expect(told).toEqual([]);
  });
});

describe('a stated limit', () => {
  const TEN: Headers = { 'ratelimit-policy': '10;w=1' };
  const FIVE: Headers = { 'ratelimit-policy': '5;w=1' };

  test('given one, when it is read, then the rate is 80 % of it, logged once', () => {
    const { passed, interval, said } = limited();
    passed(TEN);
    expect(said).toHaveLength(1);
    passed(TEN);
    expect(interval()).toBeCloseTo(1000 / (10 * SHARE));
    expect(said).toEqual([line('INFO', 'states a rate limit', { requestsPerSecond: 8 })]);
  });

  test('given another one, when it is read, then it applies', () => {
    const { passed, interval } = limited();
    passed(TEN);
    passed(FIVE);
    expect(interval()).toBeCloseTo(1000 / (5 * SHARE));
  });

  test('given a response without one, when it arrives, then the last one stays', () => {
    const { passed, interval } = limited();
    passed(FIVE);
    passed();
    expect(interval()).toBeCloseTo(1000 / (5 * SHARE));
  });

  test("given one with a reset date, when it is read, then the date is compared with the server's clock", () => {
    const { limit, interval } = limited();
    const serverTime = Date.parse('2031-01-01T00:00:00Z');
    const until = String(serverTime / 1000 + 60);
    const headers = { 'x-ratelimit-limit': '60', 'x-ratelimit-reset': until };
    limit.passed({ ...answer(200, headers), serverTime }, 0);
    expect(interval()).toBeCloseTo(1000 / SHARE);
  });

  test('given a refusal that is the first to state it, when its pause is over, then it is respected', async () => {
    const { refused, resume, said } = limited();
    refused(TEN);
    await resume();
    expect(said.at(-1)?.facts).toEqual({ requestsPerSecond: 8 });
  });

  test('given one that was respected, when a request is refused anyway, then what passed decides', async () => {
    const { passed, refused, resume, said, advance } = limited();
    passed(TEN);
    await advance(1000);
    passed();
    refused();
    await resume();
    // Two in two seconds.
    expect(said.at(-1)?.facts).toEqual({ requestsPerSecond: 1 });
  });

  test('given a refusal that states a lower one, when its pause is over, then the lower one is respected', async () => {
    const { passed, refused, resume, said, advance } = limited();
    passed(TEN);
    await advance(1000);
    refused(FIVE);
    await resume();
    expect(said.at(-1)?.facts).toEqual({ requestsPerSecond: 4 });
  });

  test('given a refusal of a request sent before it was known, when the pause is over, then it still applies', async () => {
    const { passed, refused, resume, said } = limited();
    passed(TEN);
    refused({}, { sentAgo: 1 });
    await resume();
    expect(said.at(-1)?.facts).toEqual({ requestsPerSecond: 8 });
  });

  test('given one that was respected, when a request that it does not apply to is refused, then it still applies', async () => {
    const { passed, refused, resume, said, advance } = limited();
    passed(TEN);
    await advance(1000);
    refused({}, { counts: false });
    await resume();
    expect(said.at(-1)?.facts).toEqual({ requestsPerSecond: 8 });
  });

  test('given a wait with a fraction of a millisecond, when it is logged, then it is rounded', () => {
    const { passed, limit, told } = limited();
    passed({ 'x-ratelimit-limit-minute': '7' });
    limit.announce();
    // Every 10714.3 ms.
    expect(told).toEqual([10_715]);
  });

  test('given one with an interval over three seconds, when a request waits for its turn, then this is logged; under three it is not', () => {
    const slow = limited();
    slow.passed({ 'x-ratelimit-limit-minute': '24' });
    slow.limit.announce();
    expect(slow.told).toEqual([3125]);
    const faster = limited();
    faster.passed({ 'x-ratelimit-limit-minute': '26' });
    faster.limit.announce();
    expect(faster.told).toEqual([]);
  });
});

describe('a used-up quota', () => {
  const usedUp = (reset: number): Headers => ({
    'x-ratelimit-limit': '600',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(reset),
  });

  test('given one, when it resets in a minute, then no request leaves before, and its number is not a limit', async () => {
    const { passed, paused, told, interval, advance } = limited();
    passed(usedUp(60));
    expect(paused()).toBe(60_000);
    expect(told).toEqual([60_000]);
    await advance(60_000);
    expect(interval()).toBeLessThanOrEqual(0);
  });

  test('given one that a refusal reports, when the refusal asks for less, then the quota applies', () => {
    const { refused, paused } = limited();
    refused({ ...usedUp(60), 'retry-after': '1' });
    expect(paused()).toBe(60_000);
  });

  test('given one for longer than the maximum wait, when it is read, then the pause is the maximum wait', () => {
    const { passed, paused } = limited();
    passed(usedUp(Math.round(Date.now() / 1000) + 80_000));
    expect(paused()).toBe(LIMITS.maxRetryAfterMs);
  });

  test("given a reset date, when it is read, then it is compared with the server's clock", () => {
    const { limit, paused } = limited();
    const serverTime = Date.parse('2031-01-01T00:00:00Z');
    const headers = usedUp(serverTime / 1000 + 30);
    limit.passed({ ...answer(200, headers), serverTime }, 0);
    expect(paused()).toBe(30_000);
  });

  test('given one that every response reports, when a request succeeds after its reset, then it is no longer believed', async () => {
    const { passed, paused, advance } = limited();
    passed(usedUp(60));
    await advance(60_000);
    passed(usedUp(60));
    expect(paused()).toBe(60_000);
    await advance(10_000);
    passed(usedUp(60));
    expect(paused()).toBe(70_000);
  });

  test('given one that was reset, when it is used up again later, then requests wait again', async () => {
    const { passed, paused, advance } = limited();
    passed(usedUp(60));
    await advance(60_000);
    passed({ ...usedUp(60), 'x-ratelimit-remaining': '599' });
    await advance(20_000);
    passed(usedUp(40));
    expect(paused()).toBe(120_000);
  });

  test('given one without a size that was reset, when it is used up again, then requests wait again', async () => {
    const { passed, paused, advance } = limited();
    const remaining = (left: number, reset: number): Headers => ({
      'x-ratelimit-remaining': String(left),
      'x-ratelimit-reset': String(reset),
    });
    passed(remaining(0, 60));
    await advance(60_000);
    passed(remaining(599, 60));
    await advance(20_000);
    passed(remaining(0, 40));
    expect(paused()).toBe(120_000);
  });

  test.each([
    ['tell none', {}],
    ['state a limit', { 'ratelimit-policy': '100;w=1' }],
    ['say that it begins anew in a second', usedUp(1)],
  ])(
    'given one that every response reports except those that %s, when the wait is over, then it is no longer believed',
    async (_what, headers) => {
      const { passed, paused, now, advance } = limited();
      passed(usedUp(60));
      await advance(60_000);
      passed(headers);
      passed(usedUp(60));
      expect(paused()).toBe(now());
    },
  );

  test('given one that is used up again, when a request sent before its end reports it, then it is believed', async () => {
    const { passed, paused, advance } = limited();
    passed(usedUp(60));
    await advance(60_000);
    passed(usedUp(60), 1);
    expect(paused()).toBe(120_000);
  });
});
