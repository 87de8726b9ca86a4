import { bookings, pageOfAll, epochSeconds } from '../bookings';
import { CANNOT_TELL, type Api, type Question } from '../question';

const DAY_MS = 86_400_000;
const LONG_AGO = Date.parse('2000-01-01T00:00:00Z');

const FORMATS: Readonly<Record<string, (instant: number) => string>> = {
  'epoch seconds': (instant) => String(epochSeconds(instant)),
  'epoch milliseconds': String,
  'ISO 8601': (instant) => new Date(instant).toISOString(),
};

export const updatedFrom: Question = {
  id: 'updated-from',
  asks: 'Are updatedFrom and updatedTo honoured, and in which format?',
  grade: 'T',
  answer: async (api) => {
    const total = (await pageOfAll(api, 0)).total ?? 0;
    if (total === 0) return { answer: CANNOT_TELL, evidence: { bookings: total } };
    const excluded: string[] = [];
    const refused: string[] = [];
    for (const [name, write] of Object.entries(FORMATS)) {
      const later = write(api.now + 2 * DAY_MS);
      const inFuture = await changedBetween(api, write(api.now + DAY_MS), later);
      if (inFuture === undefined) refused.push(name);
      if (inFuture !== 0) continue;
      // A number in the wrong unit excludes everything too.
      const ever = (await changedBetween(api, write(LONG_AGO), later)) ?? 0;
      const evidence = { bookings: total, changedInFuture: inFuture, changedEver: ever };
      if (ever > 0) return { answer: `honoured: ${name}`, evidence };
      excluded.push(name);
    }
    const evidence = { bookings: total, formatsRefused: refused, formatsThatExcludeAll: excluded };
    if (excluded.length > 0) return { answer: CANNOT_TELL, evidence };
    return { answer: refused.length === 3 ? 'refused' : 'ignored', evidence };
  },
};

/** Returns the number of bookings; undefined if the request is refused. */
async function changedBetween(
  api: Api,
  updatedFrom: string,
  updatedTo: string,
): Promise<number | undefined> {
  const created = { createdFrom: epochSeconds(api.startDate), createdTo: epochSeconds(api.now) };
  return (await bookings(api, { ...created, updatedFrom, updatedTo, size: 1 })).total;
}
