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

/** What is said, with these words in it. */
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

/** A limit, what it makes of the pacer, and what it says. Times in milliseconds since the start. */
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
    /** Until when nothing leaves: now, if it is not paused. */
    paused: () => now() + pacer.pausedForMs,
    /** How long until the next request may leave: the interval, where one has just left. */
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
    /** Lets the pause end and what comes of it be decided. */
    resume: async () => {
      await clock.advance(pacer.pausedForMs);
      limit.resume();
    },
  };
}

describe('how long a refusal holds requests back', () => {
  test('given a server that asks for seven seconds, when it refuses, then nothing leaves for so long and this is told once', () => {
    const { refused, paused, told, said } = limited();
    refused({ 'retry-after': '7' });
    expect(paused()).toBe(7000);
    expect(told).toEqual([7000]);
    expect(said).toEqual([line('WARN', 'rate limiting', { pauseSeconds: 7 })]);
  });

  test('given a part of a second, when it is told, then the number is rounded up', () => {
    const { refused, said } = limited();
    refused({ 'retry-after': '1.2' });
    expect(said[0]?.facts).toEqual({ pauseSeconds: 2 });
  });

  test('given a server that asks for nothing, when it refuses again and again, then the pauses double', async () => {
    const { refused, paused, resume, now } = limited();
    const pauses: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      refused();
      pauses.push(paused() - now());
      await resume();
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000]);
  });

  test('given a server that asks for no time at all, when it refuses, then half a second is waited', () => {
    const { refused, paused } = limited();
    refused({ 'retry-after': '0' });
    expect(paused()).toBe(LIMITS.minPauseMs);
  });

  test('given a server that asks for a day, when it refuses, then no longer than the longest wait', () => {
    const { refused, paused } = limited();
    refused({ 'retry-after': '86400' });
    expect(paused()).toBe(LIMITS.maxRetryAfterMs);
  });

  test('given a date, when it is asked for, then it is compared with the clock of the server', () => {
    const { refused, paused } = limited();
    const serverTime = Date.parse('2031-01-01T00:00:00Z');
    const inTenSeconds = { 'retry-after': 'Wed, 01 Jan 2031 00:00:10 GMT' };
    refused(inTenSeconds, { serverTime });
    expect(paused()).toBe(10_000);
  });

  test('given a wait that was obeyed in vain, when it is asked for again, then our own is taken if it is longer', async () => {
    const { refused, paused, resume, now } = limited();
    const pauses: number[] = [];
    for (const seconds of ['1', '1', '1', '9']) {
      refused({ 'retry-after': seconds });
      pauses.push(paused() - now());
      await resume();
    }
    expect(pauses).toEqual([1000, 2000, 4000, 9000]);
  });

  test('given a refusal after something passed, when it asks for less than the last pause, then it is obeyed', async () => {
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

  test('given something that was under way and passes during a pause, when the next is refused, then the pauses go on to grow', async () => {
    const { refused, passed, paused, resume, now } = limited();
    refused();
    passed();
    await resume();
    refused();
    expect(paused() - now()).toBe(2000);
  });
});

describe('refusals of what was already under way', () => {
  test('given a pause, when one of them asks for longer, then it is prolonged and told, but no warning comes twice', () => {
    const { refused, paused, told, said } = limited();
    refused({ 'retry-after': '2' });
    refused({ 'retry-after': '5' });
    expect(paused()).toBe(5000);
    expect(told).toEqual([2000, 5000]);
    expect(said).toHaveLength(1);
  });

  test('given a pause, when one of them asks for less or for nothing, then it stays', () => {
    const { refused, paused, told } = limited();
    refused({ 'retry-after': '2' });
    refused({ 'retry-after': '1' });
    refused();
    refused({ 'retry-after': '2' });
    expect(paused()).toBe(2000);
    expect(told).toEqual([2000]);
  });

  test('given several within a moment that ask for the same, when they come, then the end of the pause is told once', async () => {
    const { refused, told, advance } = limited();
    for (let n = 0; n < 8; n += 1) {
      refused({ 'retry-after': '7' });
      await advance(5);
    }
    expect(told).toEqual([7000]);
  });

  test('given one that comes after the end of the pause, when it asks for nothing, then no other pause begins and nothing is judged', async () => {
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
    // The first pause of our own: the late one did not make it longer.
    expect(paused() - now()).toBe(2000);
  });

  test('given one that comes after the end of the pause, when it asks for a time, then so long nothing leaves', async () => {
    const { refused, resume, paused, now, advance } = limited();
    refused();
    await resume();
    await advance(100);
    refused({ 'retry-after': '3' }, { sentAgo: 1500 });
    expect(paused() - now()).toBe(3000);
  });

  test('given a pause that is over but for a moment, when one of them asks for no time at all, then half a second is waited', async () => {
    const { refused, paused, advance } = limited();
    refused({ 'retry-after': '2' });
    await advance(1999);
    refused({ 'retry-after': '0' });
    expect(paused()).toBe(1999 + LIMITS.minPauseMs);
  });
});

describe('what follows from a refusal', () => {
  test('given none, when requests go on, then nothing is said and there is no rate', () => {
    const { limit, said, interval } = limited();
    limit.resume();
    expect(said).toEqual([]);
    expect(interval()).toBeLessThanOrEqual(0);
  });

  test('given one, when its pause is over, then the rate is what passed before, and this is said with three digits', async () => {
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

  test('given one of a request that the limit is not about, when its pause is over, then there is no rate', async () => {
    const { passed, refused, resume, said, interval } = limited();
    passed();
    refused({}, { counts: false });
    await resume();
    expect(interval()).toBeLessThanOrEqual(0);
    expect(said.at(-1)?.facts).toStrictEqual({});
  });

  test('given one that counts and then one that does not, when the pause is over, then there is a rate', async () => {
    const { refused, resume, interval } = limited();
    refused();
    refused({}, { counts: false });
    await resume();
    expect(interval()).toBeGreaterThan(0);
  });

  test('given one that counts, when a later one does not, then the limit is not looked for a second time', async () => {
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
  test('given one in the form, when nothing is known, then it is the rate from the beginning', () => {
    expect(limited(4).interval()).toBeCloseTo(250);
  });

  test('given a higher limit that is stated, when it is read, then the ceiling stays', () => {
    const { passed, interval } = limited(4);
    passed({ 'ratelimit-policy': '100;w=1' });
    expect(interval()).toBeCloseTo(250);
  });

  test('given a lower limit that is stated, when it is read, then that counts', () => {
    const { passed, interval } = limited(4);
    passed({ 'ratelimit-policy': '2;w=1' });
    expect(interval()).toBeCloseTo(1000 / (2 * SHARE));
  });

  test('given nothing but a ceiling of a few requests a minute, when one waits for its turn, then the API is not blamed', () => {
    const { limit, told } = limited(0.1);
    limit.announce();
    expect(told).toEqual([]);
  });
});

describe('a limit that is stated', () => {
  const TEN: Headers = { 'ratelimit-policy': '10;w=1' };
  const FIVE: Headers = { 'ratelimit-policy': '5;w=1' };

  test('given one, when it is read, then 80 % of it are the rate, and this is said once', () => {
    const { passed, interval, said } = limited();
    passed(TEN);
    expect(said).toHaveLength(1);
    passed(TEN);
    expect(interval()).toBeCloseTo(1000 / (10 * SHARE));
    expect(said).toEqual([line('INFO', 'states a rate limit', { requestsPerSecond: 8 })]);
  });

  test('given another one, when it is read, then that counts', () => {
    const { passed, interval } = limited();
    passed(TEN);
    passed(FIVE);
    expect(interval()).toBeCloseTo(1000 / (5 * SHARE));
  });

  test('given an answer without one, when it comes, then the last one stays', () => {
    const { passed, interval } = limited();
    passed(FIVE);
    passed();
    expect(interval()).toBeCloseTo(1000 / (5 * SHARE));
  });

  test('given one until a date, when it is read, then the date is compared with the clock of the server', () => {
    const { limit, interval } = limited();
    const serverTime = Date.parse('2031-01-01T00:00:00Z');
    const until = String(serverTime / 1000 + 60);
    const headers = { 'x-ratelimit-limit': '60', 'x-ratelimit-reset': until };
    limit.passed({ ...answer(200, headers), serverTime }, 0);
    expect(interval()).toBeCloseTo(1000 / SHARE);
  });

  test('given a refusal that states it first, when its pause is over, then it is kept to', async () => {
    const { refused, resume, said } = limited();
    refused(TEN);
    await resume();
    expect(said.at(-1)?.facts).toEqual({ requestsPerSecond: 8 });
  });

  test('given one that was kept to, when it is refused all the same, then what passed decides', async () => {
    const { passed, refused, resume, said, advance } = limited();
    passed(TEN);
    await advance(1000);
    passed();
    refused();
    await resume();
    // Two in two seconds.
    expect(said.at(-1)?.facts).toEqual({ requestsPerSecond: 1 });
  });

  test('given a refusal that states a lower one, when its pause is over, then that is kept to', async () => {
    const { passed, refused, resume, said, advance } = limited();
    passed(TEN);
    await advance(1000);
    refused(FIVE);
    await resume();
    expect(said.at(-1)?.facts).toEqual({ requestsPerSecond: 4 });
  });

  test('given a refusal of what was sent before it was known, when the pause is over, then it is still believed', async () => {
    const { passed, refused, resume, said } = limited();
    passed(TEN);
    refused({}, { sentAgo: 1 });
    await resume();
    expect(said.at(-1)?.facts).toEqual({ requestsPerSecond: 8 });
  });

  test('given one that was kept to, when a request that it is not about is refused, then it is still believed', async () => {
    const { passed, refused, resume, said, advance } = limited();
    passed(TEN);
    await advance(1000);
    refused({}, { counts: false });
    await resume();
    expect(said.at(-1)?.facts).toEqual({ requestsPerSecond: 8 });
  });

  test('given a wait of a part of a millisecond, when it is told, then in whole ones', () => {
    const { passed, limit, told } = limited();
    passed({ 'x-ratelimit-limit-minute': '7' });
    limit.announce();
    // Every 10714.3 ms.
    expect(told).toEqual([10_715]);
  });

  test('given one that makes wait for more than three seconds, when a request waits for its turn, then this is told, and for less it is not', () => {
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

describe('a quota that is used up', () => {
  const usedUp = (reset: number): Headers => ({
    'x-ratelimit-limit': '600',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(reset),
  });

  test('given one, when it begins anew in a minute, then nothing leaves before, and its number is no limit', async () => {
    const { passed, paused, told, interval, advance } = limited();
    passed(usedUp(60));
    expect(paused()).toBe(60_000);
    expect(told).toEqual([60_000]);
    await advance(60_000);
    expect(interval()).toBeLessThanOrEqual(0);
  });

  test('given one that a refusal tells, when the refusal asks for less, then the quota counts', () => {
    const { refused, paused } = limited();
    refused({ ...usedUp(60), 'retry-after': '1' });
    expect(paused()).toBe(60_000);
  });

  test('given one for longer than the longest wait, when it is read, then no longer than that', () => {
    const { passed, paused } = limited();
    passed(usedUp(Math.round(Date.now() / 1000) + 80_000));
    expect(paused()).toBe(LIMITS.maxRetryAfterMs);
  });

  test('given a reset as a date, when it is read, then it is compared with the clock of the server', () => {
    const { limit, paused } = limited();
    const serverTime = Date.parse('2031-01-01T00:00:00Z');
    const headers = usedUp(serverTime / 1000 + 30);
    limit.passed({ ...answer(200, headers), serverTime }, 0);
    expect(paused()).toBe(30_000);
  });

  test('given one that is used up after every answer, when a request passed after its end, then it is not believed again', async () => {
    const { passed, paused, advance } = limited();
    passed(usedUp(60));
    await advance(60_000);
    passed(usedUp(60));
    expect(paused()).toBe(60_000);
    await advance(10_000);
    passed(usedUp(60));
    expect(paused()).toBe(70_000);
  });

  test('given one that began anew, when it is used up once more later, then it is waited for again', async () => {
    const { passed, paused, advance } = limited();
    passed(usedUp(60));
    await advance(60_000);
    passed({ ...usedUp(60), 'x-ratelimit-remaining': '599' });
    await advance(20_000);
    passed(usedUp(40));
    expect(paused()).toBe(120_000);
  });

  test('given one without its size that began anew, when it is used up once more, then it is waited for again', async () => {
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
    'given one that is used up after every answer but those that %s, when it was waited for, then it is not believed again',
    async (_what, headers) => {
      const { passed, paused, now, advance } = limited();
      passed(usedUp(60));
      await advance(60_000);
      passed(headers);
      passed(usedUp(60));
      expect(paused()).toBe(now());
    },
  );

  test('given one that is used up again, when what was sent before its end tells so, then it is believed', async () => {
    const { passed, paused, advance } = limited();
    passed(usedUp(60));
    await advance(60_000);
    passed(usedUp(60), 1);
    expect(paused()).toBe(120_000);
  });
});
