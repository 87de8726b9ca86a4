import { describeDurations, durations } from '../../../src/plan/pace';
import { exactly } from '../../../src/plan/range';

const open = { concurrency: 4, requestsPerSecond: undefined };
const describeAll = (requests: number, pace: Parameters<typeof durations>[1]): string =>
  describeDurations(durations(exactly(requests), pace), pace);

describe('given a number of requests, when their time is computed', () => {
  it('then it depends on latency, or on 80 % of the limit', () => {
    const seconds = durations(exactly(531), open).map(({ limit, seconds: { min } }) => [
      limit,
      Math.round(min),
    ]);
    expect(seconds).toEqual([
      [undefined, 20],
      [20, 33],
      [5, 133],
    ]);
  });

  it("then a ceiling of the user's leaves out limits that it never reaches", () => {
    const pace = { concurrency: 4, requestsPerSecond: 2 };
    expect(describeAll(60, pace)).toBe(
      'Time: 30 s without a rate limit (computed with 150 ms a response, 4 at once, at most 2 requests a second).',
    );
  });

  it.each([
    [1, '1 s with a limit of 5 '],
    [531, '2 min 13 s with a limit of 5 '],
    [20_000, '83 min with a limit of 5 '],
    [200_000, '13 h with a limit of 5 '],
  ])('then %i requests take %s', (requests, words) => {
    expect(describeAll(requests, open)).toContain(words);
  });

  it('then an unknown maximum stays unknown', () => {
    const all = durations({ min: 8, max: undefined }, open);
    expect(describeDurations(all, open)).toContain('at least 2 s with a limit of 5 ');
  });
});
