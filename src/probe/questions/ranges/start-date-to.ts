import { bookings, createdAt, epochSeconds, instantOf, sample } from '../../bookings';
import type { JsonObject } from '../../../config/json';
import { CANNOT_TELL, type Api, type Question } from '../../question';

const DAY_SECONDS = 86_400;

export const startDateTo: Question = {
  id: 'start-date-to',
  asks: 'Does startDateTo filter by the first or by the last day of a trip?',
  grade: 'V',
  answer: async (api) => {
    const rows = await sample(api, (found) => found.some(isLong));
    const trip = rows.find(isLong);
    const evidence = { bookings: rows.length, tripsOfThreeDaysOrMore: rows.filter(isLong).length };
    if (!trip) return { answer: CANNOT_TELL, evidence };
    const { start, end } = spanOf(trip);
    if (await isUpTo(api, trip, start + 1.5 * DAY_SECONDS)) {
      const isIgnored = await isUpTo(api, trip, start - 2 * DAY_SECONDS);
      return { answer: isIgnored ? 'ignored' : 'the first day', evidence };
    }
    const isFound = await isUpTo(api, trip, end + 2 * DAY_SECONDS);
    return { answer: isFound ? 'the last day' : CANNOT_TELL, evidence };
  },
};

/** Epoch seconds of the first and last day. */
function spanOf({ startDate, endDate }: JsonObject): { start: number; end: number } {
  const [start = NaN, end = NaN] = [startDate, endDate].map(instantOf);
  return { start: epochSeconds(start), end: epochSeconds(end) };
}

/** Long enough that the middle is clear in any time zone. */
function isLong(booking: JsonObject): boolean {
  const { start, end } = spanOf(booking);
  return end - start >= 3 * DAY_SECONDS;
}

async function isUpTo(api: Api, trip: JsonObject, day: number): Promise<boolean> {
  const created = epochSeconds(createdAt(trip) ?? NaN);
  const { records } = await bookings(api, {
    createdFrom: created - 3,
    createdTo: created + 3,
    startDateFrom: spanOf(trip).start - 30 * DAY_SECONDS,
    startDateTo: day,
  });
  return records.some(({ uuid }) => uuid === trip['uuid']);
}
