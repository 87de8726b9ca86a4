import { CHECK_TIME, DISCOVER_TIME, withinTime, type Timed } from '../../../src/cli/time-limit';

const START = Date.parse('2026-11-28T10:00:00Z');
const calm = new AbortController().signal;
const ADDRESS = 'Region (region) resolves to https://api.navan.com.';
const never = (): Promise<void> => new Promise(() => undefined);

beforeEach(() => {
  jest.useFakeTimers({ now: START });
});
afterEach(() => {
  jest.useRealTimers();
});

/** What is thrown, and how many milliseconds after the start. */
async function ending(
  limit: typeof CHECK_TIME,
  work: (timed: Timed) => Promise<unknown>,
): Promise<{ message: string; after: number }> {
  const ended = withinTime(limit, calm, ADDRESS, work).then(
    () => ({ message: '', after: Date.now() - START }),
    (error: unknown) => ({ message: (error as Error).message, after: Date.now() - START }),
  );
  await jest.advanceTimersByTimeAsync(600_000);
  return ended;
}

it.each([
  ['check', CHECK_TIME, 40, /^The connection check timed out: no result within 40 s\. /],
  ['discover', DISCOVER_TIME, 240, /^Discovery timed out: no result within 240 s\. /],
] as const)(
  'given a server that never responds, when the time of %s is over, then the error names the field and its host',
  async (_, limit, seconds, words) => {
    const { message, after } = await ending(limit, never);
    expect(message).toMatch(words);
    expect(message.endsWith(ADDRESS)).toBe(true);
    expect(after).toBe(seconds * 1000);
  },
);

it.each([
  ['check', CHECK_TIME],
  ['discover', DISCOVER_TIME],
] as const)(
  'given a rate limit that lasts longer than %s may take, when it is reported, then it ends at once and says until when',
  async (verb, limit) => {
    const { message, after } = await ending(limit, ({ onRateLimited }) => {
      onRateLimited(START + 900_000);
      return never();
    });
    expect(message).toContain(`The API is rate limiting requests (${verb})`);
    expect(message).toContain('no request may be sent before 2026-11-28T10:15:00.000Z');
    expect(message).not.toMatch(/firewall|region/i);
    expect(after).toBeLessThan(1000);
  },
);

it('given a rate limit that ends in time, when the time runs out anyway, then the rate limit is the reason', async () => {
  const { message, after } = await ending(CHECK_TIME, ({ onRateLimited }) => {
    onRateLimited(START + 30_000);
    return never();
  });
  expect(message).toContain('The API is rate limiting requests (check)');
  expect(message).toContain('requests had to wait until');
  expect(after).toBe(40_000);
});

it('given a short wait at first and then silence, when the time is over, then the silence is the reason', async () => {
  const { message } = await ending(CHECK_TIME, ({ onRateLimited }) => {
    onRateLimited(START + 1000);
    return never();
  });
  expect(message).toContain('The connection check timed out');
});

it('given a rate limit that ends in time, when the response arrives after it, then there is no error', async () => {
  const { message, after } = await ending(CHECK_TIME, async ({ onRateLimited }) => {
    onRateLimited(START + 30_000);
    await new Promise((resolve) => setTimeout(resolve, 31_000));
  });
  expect([message, after]).toEqual(['', 31_000]);
});

it('given a last response that reports a used-up quota, when no further request is needed, then there is no error', async () => {
  const { message } = await ending(CHECK_TIME, async ({ onRateLimited }) => {
    onRateLimited(START + 900_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
  expect(message).toBe('');
});

it('given work that has ended, when its time would be over, then no timer is left', async () => {
  await withinTime(CHECK_TIME, calm, ADDRESS, () => Promise.resolve());
  expect(jest.getTimerCount()).toBe(0);
});
