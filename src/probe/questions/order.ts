import type { JsonObject } from '../../config/json';
import { createdAt, pageOfAll, pagesOf } from '../bookings';
import { CANNOT_TELL, type Question } from '../question';

/** This many distinct times are in order by chance only once in hundreds of cases. */
const MIN_SAMPLES = 6;

export const order: Question = {
  id: 'bookings-order',
  asks: 'In which order does the API return bookings?',
  grade: 'T',
  answer: async (api) => {
    const first = await pageOfAll(api, 0);
    const rows = [
      ...first.records,
      ...(pagesOf(first) > 1 ? (await pageOfAll(api, 1)).records : []),
    ];
    const found =
      orderOf(rows.map(createdAt), 'created') ?? orderOf(rows.map(modifiedAt), 'lastModified');
    const different = new Set(rows.map(createdAt)).size;
    const evidence = { bookings: rows.length, differentTimes: different };
    if (different < MIN_SAMPLES) return { answer: CANNOT_TELL, evidence };
    return { answer: found ?? 'no visible order', evidence };
  },
};

function modifiedAt({ lastModified }: JsonObject): number | undefined {
  const at = typeof lastModified === 'string' ? Date.parse(lastModified) : NaN;
  return Number.isNaN(at) ? undefined : at;
}

function orderOf(all: readonly (number | undefined)[], field: string): string | undefined {
  const times = all.filter((time) => time !== undefined);
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  if (new Set(times).size < MIN_SAMPLES) return undefined;
  if (steps.every((step) => step >= 0)) return `ascending by ${field}`;
  return steps.every((step) => step <= 0) ? `descending by ${field}` : undefined;
}
