import fc from 'fast-check';
import { RecentRequests } from '../../../src/report/recent-requests';

interface Request {
  readonly at: number;
  readonly isError: boolean;
}

const START = Date.parse('2026-11-01T03:00:00Z');
const SLICE_MS = 5000;

/** Up to an hour of requests with gaps between them. */
const requests = fc
  .array(fc.record({ gap: fc.integer({ min: 0, max: 20_000 }), isError: fc.boolean() }), {
    minLength: 1,
    maxLength: 200,
  })
  .map((all) => {
    let at = START;
    return all.map(({ gap, isError }): Request => ({ at: (at += gap), isError }));
  });

function counted(all: readonly Request[]): RecentRequests {
  const recent = new RecentRequests();
  for (const { at, isError } of all) recent.add(at, isError);
  return recent;
}

/** For each request: it and the earlier ones in its slice and the slices before. */
function windows(all: readonly Request[], slices: number): readonly (readonly Request[])[] {
  const sliceOf = ({ at }: Request): number => Math.floor(at / SLICE_MS);
  return all.map((last, index) =>
    all.slice(0, index + 1).filter((each) => sliceOf(each) > sliceOf(last) - slices),
  );
}

it('given any requests, when the busiest minute is looked for, then it has the most requests of twelve slices of 5 s', () => {
  fc.assert(
    fc.property(requests, (all) => {
      const most = Math.max(...windows(all, 12).map(({ length }) => length));
      expect(counted(all).busiestMinute).toBe(most);
    }),
  );
});

it('given any requests, when the worst five minutes are looked for, then they have the largest share of errors of 20 requests or more', () => {
  fc.assert(
    fc.property(requests, (all) => {
      const rates = windows(all, 60)
        .filter(({ length }) => length >= 20)
        .map((window) => window.filter(({ isError }) => isError).length / window.length);
      const worst = rates.length === 0 ? undefined : Math.max(...rates);
      expect(counted(all).worst?.errorRate).toBe(worst);
    }),
  );
});

it('given a clock that goes back, when a request is added, then it counts in the latest slice', () => {
  const recent = counted([
    { at: START, isError: false },
    { at: START - 3_600_000, isError: false },
  ]);
  expect(recent.busiestMinute).toBe(2);
});
