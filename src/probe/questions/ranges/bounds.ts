import type { JsonObject } from '../../../config/json';
import { bookings, createdAt, sample, epochSeconds } from '../../bookings';
import { CANNOT_TELL, type Api, type Question } from '../../question';

/** Whether a booking is returned for a window that ends at its own second, and for one that starts there. */
export interface Sides {
  readonly end: boolean;
  readonly start: boolean;
}

export const isOnSecond = (booking: JsonObject): boolean => (createdAt(booking) ?? 1) % 1000 === 0;

export const isBetweenSeconds = (booking: JsonObject): boolean =>
  createdAt(booking) !== undefined && !isOnSecond(booking);

/** One booking on a whole second and one between two are enough. */
export async function bookingsAtSeconds(api: Api): Promise<readonly JsonObject[]> {
  return sample(api, (rows) => rows.some(isOnSecond) && rows.some(isBetweenSeconds));
}

/** Bookings to try: a crowded second does not fit on one page. */
const MAX_SAMPLES = 2;

/** Tests the bounds with the first of these bookings that a wider window around it returns. */
export async function sidesOf(api: Api, rows: readonly JsonObject[]): Promise<Sides | undefined> {
  for (const row of rows.slice(0, MAX_SAMPLES)) {
    const sides = await sidesOfOne(api, row);
    if (sides) return sides;
  }
  return undefined;
}

async function sidesOfOne(api: Api, booking: JsonObject): Promise<Sides | undefined> {
  const at = epochSeconds(createdAt(booking) ?? NaN);
  const holds = (from: number, to: number): Promise<boolean | undefined> =>
    isBetween(api, booking, from, to);
  // If even this window lacks the booking, `created` and the bounds do not mean the same time.
  if (!(await holds(at - 3, at + 3))) return undefined;
  const end = await holds(at - 3, at);
  const start = await holds(at, at + 3);
  return end === undefined || start === undefined ? undefined : { end, start };
}

/** Undefined if the booking may be on a later page. */
async function isBetween(
  api: Api,
  { uuid }: JsonObject,
  createdFrom: number,
  createdTo: number,
): Promise<boolean | undefined> {
  const { records: rows, total, isSuccess } = await bookings(api, { createdFrom, createdTo });
  if (rows.some((row) => row['uuid'] === uuid)) return true;
  return isSuccess && (total ?? 0) <= rows.length ? false : undefined;
}

const WORDS = {
  'true true': 'both inclusive',
  'true false': 'start inclusive, end exclusive',
  'false true': 'start exclusive, end inclusive',
  'false false': 'both exclusive',
} as const;

export const bounds: Question = {
  id: 'created-bounds',
  asks: 'Do createdFrom and createdTo include the second that they name?',
  grade: '?',
  answer: async (api) => {
    const rows = await bookingsAtSeconds(api);
    const sides = await sidesOf(api, rows.filter(isOnSecond));
    const evidence = {
      bookings: rows.length,
      onWholeSecond: rows.filter(isOnSecond).length,
      ...(sides && {
        returnedByWindowThatStartsThere: sides.start,
        returnedByWindowThatEndsThere: sides.end,
      }),
    };
    return { answer: sides ? WORDS[`${sides.start} ${sides.end}`] : CANNOT_TELL, evidence };
  },
};
