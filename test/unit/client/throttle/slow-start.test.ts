import { SlowStart, maxConcurrencyAfter } from '../../../../src/client/throttle/slow-start';

test.each([
  [0, 2],
  [3, 2],
  [4, 3],
  [23, 3],
  [24, 4],
  [47, 4],
  [48, 8],
  [95, 8],
  [96, Infinity],
])('given %i answers, when requests want to leave, then %d may be under way', (answers, most) => {
  expect(maxConcurrencyAfter(answers)).toBe(most);
});

/** Work that goes on until it is told to end. */
class Work {
  hasBegun = false;
  private readonly ended: Promise<void>;
  private resolve: (() => void) | undefined;

  constructor() {
    this.ended = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  readonly run = (): Promise<void> => {
    this.hasBegun = true;
    return this.ended;
  };

  end(): void {
    this.resolve?.();
  }
}

const turn = () => new Promise(setImmediate);

test('given more work than may be under way, when some ends, then the next begins', async () => {
  const start = new SlowStart();
  const jobs = [new Work(), new Work(), new Work(), new Work()] as const;
  const all = Promise.all(jobs.map((job) => start.run(job.run)));
  await turn();
  expect(jobs.map(({ hasBegun }) => hasBegun)).toEqual([true, true, false, false]);
  jobs[1].end();
  await turn();
  expect(jobs.map(({ hasBegun }) => hasBegun)).toEqual([true, true, true, false]);
  for (const job of jobs) job.end();
  await all;
  expect(jobs[3].hasBegun).toBe(true);
});

test('given answers, when work ends, then more may be under way than before', async () => {
  const start = new SlowStart();
  const jobs = [new Work(), new Work(), new Work(), new Work(), new Work()] as const;
  const all = Promise.all(jobs.map((job) => start.run(job.run)));
  await turn();
  for (let n = 0; n < 4; n += 1) start.answered();
  jobs[0].end();
  await turn();
  expect(jobs.map(({ hasBegun }) => hasBegun)).toEqual([true, true, true, true, false]);
  for (const job of jobs) job.end();
  await all;
});

test('given work that fails, when others wait, then its place is free and its error is told', async () => {
  const start = new SlowStart();
  const failed = [1, 2].map(() => start.run(() => Promise.reject(new Error('no'))));
  const waiting = start.run(() => Promise.resolve('done'));
  const outcomes = await Promise.allSettled(failed);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await waiting).toBe('done');
});
