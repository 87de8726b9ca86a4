import { RateSearch, SHARE } from '../../../../src/client/throttle/rate-search';

/** A search and its events. Times in milliseconds. */
class Search {
  private at = 1_000_000;
  private readonly search = new RateSearch();

  get rate(): number | undefined {
    return this.search.ratePerSecond;
  }

  /** One now, the next after `every`. */
  passing(count: number, every: number): this {
    for (let n = 0; n < count; n += 1) this.search.passed(this.at + n * every);
    this.at += count * every;
    return this;
  }

  /** Sent this many milliseconds from now, in the order of their responses. */
  passingIn(...times: readonly number[]): this {
    for (const time of times) this.search.passed(this.at + time);
    return this;
  }

  wait(ms: number): this {
    this.at += ms;
    return this;
  }

  /** No request leaves until the pause is over. `sentIn`: when the refused requests were sent, from now. */
  refused(pause: number, sentIn: readonly number[] = [0]): this {
    for (const time of sentIn) this.search.refused(this.at + time);
    this.at += pause;
    this.search.resumed(this.at);
    return this;
  }
}

/** The rate's factor after a random refusal of a found rate. */
const GIVEN_WAY = 0.95;

/** 20 at once; after that, the limit is estimated as 20 per second and the bucket as about 20. */
const afterBurst = () => new Search().passing(20, 0).refused(1000);

/** One in half a second, then a refusal: bursts of one. */
const withoutBurst = () => new Search().passing(1, 500).refused(500);

/** How many of the next requests, one per interval, pass until the rate changes. */
function untilChange(search: Search, every: number): number {
  const { rate } = search;
  for (let n = 1; n <= 100; n += 1) {
    if (search.passing(1, every).rate !== rate) return n;
  }
  return Infinity;
}

describe('free', () => {
  test('given no refusal, when requests pass, then there is no rate', () => {
    expect(new Search().passing(6000, 100).rate).toBeUndefined();
  });

  test('given a first refusal, when its pause is not over, then there is no rate', () => {
    const search = new RateSearch();
    search.passed(0);
    search.refused(10);
    expect(search.ratePerSecond).toBeUndefined();
  });

  test('given requests that passed before the first refusal, when its pause is over, then the rate is theirs over the whole time', () => {
    expect(new Search().passing(20, 50).refused(1000).rate).toBeCloseTo(10);
    expect(new Search().passing(20, 50).refused(3000).rate).toBeCloseTo(5);
  });

  test('given a burst and a short pause, when it is over, then the rate is the burst per second', () => {
    expect(new Search().passing(30, 0).refused(100).rate).toBeCloseTo(30);
  });

  test('given a first request that is refused, when a long pause is over, then the rate is one in two seconds', () => {
    expect(new Search().refused(60_000).rate).toBe(0.5);
  });

  test('given a first request that is refused, when a short pause is over, then the rate is one per second', () => {
    expect(new Search().refused(300).rate).toBe(1);
  });
});

/** The same until two per second are found for the first time. */
const onceByOne = () => withoutBurst().passing(12, 500).refused(500).passing(12, 500).refused(500);

describe('climbing', () => {
  test('given the first climb, when requests pass at its rate, then it grows by half after half a burst', () => {
    const search = afterBurst();
    expect(untilChange(search, 50)).toBe(11);
    expect(search.rate).toBeCloseTo(30);
  });

  test('given a request that is refused at once, when the pause is over, then the rate falls by a third', () => {
    expect(afterBurst().refused(1000).rate).toBeCloseTo(20 / 1.5);
    expect(afterBurst().refused(1000).refused(1000).rate).toBeCloseTo(20 / 1.5 ** 2);
  });

  test('given a climb in large steps, when the rate falls, then the steps stay large', () => {
    const search = afterBurst().refused(1000);
    untilChange(search, 60);
    expect(search.rate).toBeCloseTo(20);
  });

  test('given a climb in small steps, when the rate falls, then the steps stay small', () => {
    const search = afterBurst().passing(40, 50).refused(1000).refused(1000);
    const { rate = 0 } = search;
    untilChange(search, 1000 / rate);
    expect(search.rate).toBeCloseTo(1.1 * rate);
  });

  test('given two pauses without requests between them, when the passed requests are counted, then both pauses count', () => {
    // 30 in 3 s, after 3 s of pauses.
    const search = afterBurst().refused(2000).passing(30, 100).refused(1000);
    expect(search.rate).toBeCloseTo(0.95 * 5);
  });

  test('given few passed requests, when the next is refused, then the climb continues below their rate, in large steps', () => {
    // Ten in one second, after a pause of one second: five per second.
    const search = afterBurst().passing(10, 100).refused(1000);
    expect(search.rate).toBeCloseTo(0.95 * 5);
    untilChange(search, 200);
    expect(search.rate).toBeCloseTo(0.95 * 5 * 1.5);
  });

  test('given few passed requests twice, when the climb continues, then in small steps', () => {
    const search = afterBurst().passing(10, 100).refused(1000).passing(11, 200).refused(1000);
    expect(search.rate).toBeCloseTo(0.95 * 5);
    const { rate = 0 } = search;
    untilChange(search, 1000 / rate);
    expect(search.rate).toBeCloseTo(1.1 * rate);
  });

  test('given enough passed requests while the rate grew, when the next is refused, then the climb continues in small steps', () => {
    // 40 in 2 s, and a pause of 1 s before and after: 13.3 per second.
    const search = afterBurst().passing(40, 50).refused(1000);
    expect(search.rate).toBeCloseTo((0.95 * 40) / 3);
    untilChange(search, 75);
    expect(search.rate).toBeCloseTo((1.1 * 0.95 * 40) / 3);
  });

  test('given fewer passed requests the second time, when the climb continues, then below the highest rate that passed', () => {
    const search = afterBurst().passing(40, 50).refused(1000).passing(63, 70).refused(1000);
    expect(search.rate).toBeCloseTo((0.95 * 40) / 3);
  });
});

describe('found', () => {
  test('given requests above the limit all the time, when enough have passed, then their rate is the limit', () => {
    // 30 in 3 s, and a pause of 1 s before and after.
    expect(afterBurst().passing(30, 100).refused(1000).rate).toBeCloseTo(SHARE * 7.5);
  });

  test('given eleven passed requests, when the next is refused, then that is not enough, and twelve are', () => {
    expect(afterBurst().passing(11, 100).refused(1000).rate).toBeCloseTo((0.95 * 11) / 2.1);
    expect(afterBurst().passing(12, 100).refused(1000).rate).toBeCloseTo((SHARE * 12) / 2.2);
  });

  test('given a pause that may have refilled the bucket, when enough have passed, then the limit is not found yet', () => {
    const search = new Search().passing(20, 0).refused(5000).passing(30, 200).refused(5000);
    expect(search.rate).toBeCloseTo((0.95 * 30) / 11);
    untilChange(search, 380);
    expect(search.rate).toBeCloseTo((1.1 * 0.95 * 30) / 11);
  });

  test('given a refusal below the earlier rate, when few have passed since, then the refused rate is the limit', () => {
    const search = afterBurst().passing(40, 50).refused(1000).passing(4, 100).refused(1000);
    expect(search.rate).toBeCloseTo((SHARE * 0.95 * 40) / 3);
  });

  test('given a refusal below the earlier rate, when enough have passed since, then the search restarts', () => {
    const search = afterBurst().passing(40, 50).refused(8000).passing(60, 200).refused(1000);
    const { rate = 0 } = search;
    // 60 in 12 s and 8 s of pause are three per second, but more than the burst of 20 refilled outside the pause.
    expect(rate).toBeGreaterThan(0.95 * 3);
    expect(rate).toBeLessThan((0.95 * 60) / 12);
    untilChange(search, 1000 / rate);
    expect(search.rate).toBeCloseTo(1.1 * rate);
  });

  test('given the same rate twice, when the second time is over, then the limit is just above it', () => {
    const search = new Search().passing(20, 0).refused(5000);
    search.passing(30, 200).refused(5000).passing(30, 200).refused(5000);
    // Refused at a rate that had grown three times.
    const passes = 30 / 11;
    const lean = 0.75 / 20.25;
    const refused = 0.95 * passes * 1.1 ** 3;
    expect(search.rate).toBeCloseTo(SHARE * passes ** (1 - lean) * refused ** lean, 5);
  });

  /** Two per second pass; the refused rate is 95 % of that after two steps up. */
  const byOne = SHARE * 2 ** 0.25 * (0.95 * 2 * 1.1 ** 2) ** 0.75;
  test('given bursts of one, when the limit has been found, then it is searched for once more, from below', () => {
    const search = onceByOne();
    expect(search.rate).toBeCloseTo(0.95 * 2);
    expect(untilChange(search, 500)).toBe(6);
    expect(search.rate).toBeCloseTo(0.95 * 2 * 1.1);
  });

  test('given bursts of one, when the same was found twice, then the rate is close below the refused one', () => {
    expect(onceByOne().passing(12, 500).refused(500).rate).toBeCloseTo(byOne, 5);
  });

  test('given bursts of one, when less is found the second time, then the first result was right', () => {
    const search = onceByOne().passing(2, 500).refused(500);
    expect(search.rate).toBeCloseTo((0.95 * 2) / 1.5);
    expect(search.passing(12, 800).refused(500).rate).toBeCloseTo(byOne, 5);
  });

  test('given bursts of one, when more is found the second time, then the first result was chance', () => {
    // 18 in 4.5 s pass, and 1 is the burst: 17 in 4.25 s.
    const search = onceByOne().passing(24, 250).refused(500);
    const { rate = 0 } = search;
    expect(rate).toBeGreaterThan(byOne * 1.05);
  });

  test('given a found limit with bursts of one, when the limit falls, then the lower one is searched for twice too', () => {
    const search = onceByOne().passing(12, 500).refused(500).passing(12, 1000).refused(500);
    expect(search.rate).toBeCloseTo(0.95);
    expect(search.passing(12, 1000).refused(500).rate).toBeCloseTo(0.95);
    const found = SHARE * (0.95 * 1.1 ** 2) ** 0.75;
    expect(search.passing(12, 1000).refused(500).rate).toBeCloseTo(found, 5);
  });
});

/** A limit of 7.5 per second, with a rate of six. */
const foundSix = () => afterBurst().passing(30, 100).refused(1000);

describe('reviewed', () => {
  test('given a refusal of a rate just found, when as much passes as before, then the rate falls slightly', () => {
    expect(foundSix().passing(30, 160).refused(1000).rate).toBeCloseTo(6 * GIVEN_WAY);
  });

  test('given 400 passed requests, when the next is refused, then the rate stays; after 399 it falls slightly', () => {
    expect(foundSix().passing(400, 160).refused(1000).rate).toBeCloseTo(6);
    expect(foundSix().passing(399, 160).refused(1000).rate).toBeCloseTo(6 * GIVEN_WAY);
  });

  test('given less than 85 % of the rate, when the next is refused, then the search continues below it', () => {
    // A pause of one second before and after: 86 in 16 s, and 80 in 16 s.
    expect(
      foundSix()
        .passing(86, 15_000 / 86)
        .refused(1000).rate,
    ).toBeCloseTo(6 * GIVEN_WAY);
    expect(
      foundSix()
        .passing(80, 15_000 / 80)
        .refused(1000).rate,
    ).toBeCloseTo(0.95 * 5);
  });

  test('given a limit that has fallen far, when enough have passed, then the climb is in small steps', () => {
    const search = foundSix().passing(12, 1000).refused(1000);
    const from = (0.95 * 12) / 13;
    expect(search.rate).toBeCloseTo(from);
    untilChange(search, 1000);
    expect(search.rate).toBeCloseTo(1.1 * from);
  });

  test('given a limit that has fallen far, when few have passed, then the climb is in large steps', () => {
    const search = foundSix().passing(11, 1000).refused(1000);
    const from = (0.95 * 11) / 12;
    expect(search.rate).toBeCloseTo(from);
    untilChange(search, 1000);
    expect(search.rate).toBeCloseTo(1.5 * from);
  });

  test('given a limit that has fallen far, when it has been found, then it is the rate that passes now', () => {
    const search = foundSix().passing(20, 1000).refused(1000).passing(20, 1000).refused(1000);
    const passes = 20 / 21;
    expect(search.rate).toBeGreaterThan(SHARE * passes);
    expect(search.rate).toBeLessThan(SHARE * passes * 1.02);
  });

  test('given a request that is refused at once, when the pause is over, then the found rate stays', () => {
    expect(foundSix().refused(1000).rate).toBeCloseTo(6);
  });
});

describe('counting passed requests', () => {
  /** Less than 85 % of the found six pass, so the next climb begins at 95 % of that. */
  const passes = (search: Search) => (search.rate ?? 0) / 0.95;

  test('given a later pause longer than the one before, when 20 have passed, then the later pause counts', () => {
    expect(passes(foundSix().passing(20, 250).refused(2000))).toBeCloseTo(20 / 7);
  });

  test('given a later pause shorter than the one before, when 20 have passed, then the earlier pause counts', () => {
    expect(passes(foundSix().passing(20, 250).refused(500))).toBeCloseTo(20 / 6);
  });

  test('given passed requests that were sent after the first refusal, when they are counted, then they do not fill the bucket', () => {
    // Ten in two seconds after a pause of one second, though 14 in 2.5 seconds.
    const search = foundSix().passing(10, 200).passingIn(0, 100, 200, 300).refused(500);
    expect(passes(search)).toBeCloseTo(10 / 3);
  });

  test.each([[[-500, 0]], [[0, -500]]])(
    'given two refusals in any order (%p ms), when they arrive, then the one that was sent first counts',
    (sentIn) => {
      // Eight before it in 1.5 s, and the pause of one second.
      const search = foundSix().passing(10, 200).refused(200, sentIn);
      expect(passes(search)).toBeCloseTo(8 / 2.5);
    },
  );

  test('given a refusal of a request sent before all passed ones, when it arrives late, then all passed requests count', () => {
    const search = foundSix().passingIn(500, 1000).wait(1500).refused(500, [-2000]);
    expect(passes(search)).toBeCloseTo(1);
  });

  /** Bursts of one; 1.7 per second was found. */
  const foundByOne = () => onceByOne().passing(12, 500).refused(500);
  const dense = Array.from({ length: 11 }, (_, n) => 20_000 + 800 * n);
  const quiet = [4000, 8000, 12_000, 36_000, 44_000];

  test.each([
    ['in order', [...quiet, ...dense].toSorted((one, other) => one - other)],
    ['in any other', [...dense, ...quiet].toReversed()],
  ])(
    'given a busy time between quiet ones, when the responses arrive %s, then the busy time counts',
    (_order, times) => {
      expect(
        passes(
          foundByOne()
            .passingIn(...times)
            .wait(50_000)
            .refused(500),
        ),
      ).toBeCloseTo(1.25);
    },
  );

  test('given a few simultaneous requests between quiet times, when they barely exceed the burst, then they are ignored', () => {
    const search = foundByOne().passingIn(0, 100, 200, 300).wait(20_000).passing(10, 20_000);
    expect(passes(search.refused(500))).toBeLessThan(0.3);
  });

  test('given many requests within a quarter of a second, when they were late and caught up, then they are ignored', () => {
    const times = Array.from({ length: 8 }, (_, n) => 30 * n);
    const search = foundByOne()
      .passingIn(...times)
      .wait(20_000)
      .passing(10, 20_000);
    expect(passes(search.refused(500))).toBeLessThan(0.5);
  });
});

describe('steps', () => {
  test('given a climb in small steps, when requests pass fast, then a step takes at least 400 ms', () => {
    expect(untilChange(onceByOne(), 20)).toBe(21);
  });

  test('given less than three quarters of the rate, when requests pass, then it does not grow', () => {
    expect(untilChange(afterBurst(), 1000 / 15.1)).toBe(11);
    expect(untilChange(afterBurst(), 1000 / 13)).toBe(Infinity);
  });

  test('given a step in which few passed, when more pass in the next one, then only that one counts', () => {
    const search = afterBurst().passing(11, 200);
    expect(search.rate).toBeCloseTo(20);
    expect(untilChange(search, 50)).toBe(11);
  });

  test('given requests sent before the step began, when they pass, then they do not count', () => {
    const search = afterBurst().passingIn(-300, -200, -100);
    expect(untilChange(search, 50)).toBe(11);
  });

  test('given a large burst, when requests pass, then a step takes at most three seconds', () => {
    const search = new Search().passing(200, 0).refused(20_000);
    expect(search.rate).toBeCloseTo(10);
    expect(untilChange(search, 100)).toBe(30);
  });
});

describe('search again', () => {
  const FIVE_MINUTES = 5 * 60_000;

  const UNTIL_THEN = (FIVE_MINUTES * 6) / 1000;

  test('given five minutes without a refusal, when they are over, then the rate grows in small steps', () => {
    const search = foundSix().passing(UNTIL_THEN + 1, 1000 / 6);
    // A request after five minutes, and a step of three seconds.
    expect(untilChange(search, 1000 / 6)).toBe(1 + 18);
    expect(search.rate).toBeCloseTo(6 * 1.1);
  });

  test('given a refusal that leaves the rate unchanged, when five minutes have passed since, then it grows', () => {
    const search = foundSix()
      .passing(400, 1000 / 6)
      .refused(1000)
      .passing(UNTIL_THEN + 1, 1000 / 6);
    expect(untilChange(search, 1000 / 6)).toBe(1 + 18);
  });

  test('given a new search of a found limit, when its first step is refused, then the rate stays', () => {
    const search = foundSix()
      .passing(UNTIL_THEN + 5, 1000 / 6)
      .refused(1000);
    expect(search.rate).toBeCloseTo(6);
  });
});

describe('repeated refusals', () => {
  test('given refusals in a row for a quarter of an hour, when they end, then the rate is one in two seconds', () => {
    const search = new Search().passing(20, 50).refused(1000).passing(20, 60).refused(1000);
    for (let n = 0; n < 36; n += 1) search.refused(25_000);
    expect(search.rate).toBe(0.5);
  });

  test('given a server that allows one request a minute, when refusals come in a row, then the rate may be lower', () => {
    const search = new Search();
    for (let n = 0; n < 40; n += 1) search.passing(1, 1000).refused(60_000);
    expect(search.rate).toBeLessThan(0.1);
  });
});
