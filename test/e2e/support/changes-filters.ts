import fc from 'fast-check';
import { startSimulator, type SimulatorOptions } from '../../../simulator';
import { ChangingCompany } from './changing-company';
import type { movableTime } from './movable-time';

const START = Date.parse('2026-11-02T08:00:00Z');
const MONTHS = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10'];
/** Between whole readings of a month: a week, or after a sync that came a little early another one. */
const ROUND_HOURS = 168;
const LOOKBACK_HOURS = 24;

export const layout = MONTHS.map((month) => ({
  created: `${month}-10T00:00:05Z`,
  count: 40,
  stepMs: 60_000,
}));

export const COMPANY: Partial<SimulatorOptions> = {
  ...{ bookings: 0, users: 0, transactions: 0, layout },
  now: new Date(START).toISOString(),
};

export interface Behaviour {
  readonly at: Partial<SimulatorOptions>;
  /** From the middle of the case on. */
  readonly then?: Partial<SimulatorOptions>;
}

const honoured = { updatedFrom: 'seconds' } as const;

/** What the API may do with its filter. */
export const BEHAVIOURS: Readonly<Record<string, Behaviour>> = {
  ignored: { at: { updatedFrom: 'ignored' } },
  refused: { at: { updatedFrom: 'refused' } },
  'unknown to it': { at: { updatedFrom: 'badRequest' } },
  'honoured in seconds': { at: honoured },
  'honoured in milliseconds': { at: { updatedFrom: 'millis' } },
  'honoured as date-times': { at: { updatedFrom: 'iso' } },
  'honoured only next to created': { at: { ...honoured, dateRanges: ['created'] } },
  'honoured six hours late': { at: { ...honoured, updatedLagSeconds: 6 * 3600 } },
  'honoured three days late': { at: { ...honoured, updatedLagSeconds: 72 * 3600 } },
  'honoured except for cancellations': { at: { ...honoured, updatedHides: ['cancelled'] } },
  'honoured except for old bookings': { at: { ...honoured, updatedHides: ['old'] } },
  'honoured, then ignored': { at: honoured, then: { updatedFrom: 'ignored' } },
  'honoured, then refused': { at: honoured, then: { updatedFrom: 'badRequest' } },
  'honoured, then failing': { at: honoured, then: { updatedFrom: 'refused' } },
  'honoured, then empty': { at: honoured, then: { updatedHides: ['all'] } },
  'honoured, then three days late': { at: honoured, then: { updatedLagSeconds: 72 * 3600 } },
};

interface Case {
  /** Hours before each sync, and the bookings that change in them. */
  readonly syncs: readonly { readonly hours: number; readonly changes: number }[];
  /** The state says that the filter is proven, whether it is or not. */
  readonly isProven: boolean;
  readonly seed: number;
}

/** More than a week of syncs. */
const cases = fc.record<Case>({
  syncs: fc
    .array(
      fc.record({
        hours: fc.oneof(fc.integer({ min: 1, max: 72 }), fc.constantFrom(24, 23.9, 96)),
        changes: fc.constantFrom(0, 1, 15, 40),
      }),
      { minLength: 4, maxLength: 9 },
    )
    .filter((syncs) => syncs.reduce((sum, { hours }) => sum + hours, 0) > ROUND_HOURS),
  isProven: fc.boolean(),
  seed: fc.nat(),
});

/** Numbers from 0 to 1 that follow from the seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Whatever the API does, each change arrives in the time that the docs promise. */
export async function losesNothing(
  { at, then }: Behaviour,
  numRuns: number,
  setTime: ReturnType<typeof movableTime>,
): Promise<void> {
  const property = fc.asyncProperty(cases, async ({ syncs, isProven, seed }) => {
    const navan = await startSimulator({ ...COMPANY, ...at });
    try {
      const company = new ChangingCompany(navan, setTime, START, randomFrom(seed));
      await company.sync({ hours: 0, changes: 20 });
      if (isProven && company.known) company.known = { ...company.known, answer: 'proven' };
      const longest = Math.max(...syncs.map(({ hours }) => hours));
      for (const [index, step] of syncs.entries()) {
        if (then && index === Math.floor(syncs.length / 2)) navan.control.set(then);
        const { code } = await company.sync(step);
        const late = company.missing(ROUND_HOURS + LOOKBACK_HOURS + longest);
        expect({ index, code, late }).toEqual({ index, code: 0, late: [] });
      }
      // The last changes, after the longest time that one may take.
      await company.sync({ hours: ROUND_HOURS + LOOKBACK_HOURS, changes: 0 });
      expect(company.missing()).toEqual([]);
    } finally {
      await navan.close();
    }
  });
  await fc.assert(property, { numRuns, endOnFailure: true });
}
