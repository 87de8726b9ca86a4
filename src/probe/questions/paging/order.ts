import type { JsonObject } from '../../../config/json';
import { createdAt, instantOf, pageOfAll, pagesOf } from '../../bookings';
import { CANNOT_TELL, type Answer, type Question } from '../../question';
import { updatedFilter } from '../ranges/updated';

/** This many distinct times are in order by chance only once in hundreds of cases. */
const MIN_SAMPLES = 6;

export const order: Question = {
  id: 'bookings-order',
  asks: 'In which order does the API return bookings?',
  grade: 'T',
  answer: async (api) => {
    const first = await pageOfAll(api, 0);
    const second = pagesOf(first) > 1 ? (await pageOfAll(api, 1)).records : [];
    return orderIn([...first.records, ...second]);
  },
};

export const updatedOrder: Question = {
  id: 'updated-order',
  asks: 'In which order does the API return bookings that it filters by updatedFrom and updatedTo?',
  grade: '?',
  answer: async (api) => orderIn((await updatedFilter(api)).ever?.records ?? []),
};

function orderIn(rows: readonly JsonObject[]): Answer {
  const modified = rows.map(({ lastModified }) => instantOf(lastModified));
  const created = rows.map(createdAt);
  const found = orderOf(created, 'created') ?? orderOf(modified, 'lastModified');
  const different = new Set(created).size;
  const evidence = { bookings: rows.length, differentTimes: different };
  if (different < MIN_SAMPLES) return { answer: CANNOT_TELL, evidence };
  return { answer: found ?? 'no visible order', evidence };
}

function orderOf(all: readonly (number | undefined)[], field: string): string | undefined {
  const times = all.filter((time) => time !== undefined);
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  if (new Set(times).size < MIN_SAMPLES) return undefined;
  if (steps.every((step) => step >= 0)) return `ascending by ${field}`;
  return steps.every((step) => step <= 0) ? `descending by ${field}` : undefined;
}
