import { ApiError } from '../http/api-error';
import { wholeNumber } from '../http/params';
import type { Row } from '../data/store';
import type { Switches } from '../switches';
import { BOOKING_TYPES } from './facts';

const STATUSES = [
  'CANCELED',
  'VOIDED',
  'CONFIRMED',
  'TICKETED',
  'ACCEPTED',
  'UNKNOWN',
  'REJECTED_BY_PROVIDER',
];

/** A request for bookings: a range of creation times, in milliseconds [from, to), and other conditions. */
export interface BookingQuery {
  readonly from: number;
  readonly to: number;
  readonly fits: ((row: Row) => boolean) | undefined;
}

export function bookingQuery(params: URLSearchParams, switches: Switches): BookingQuery {
  const from = required(params, 'createdFrom');
  const to = required(params, 'createdTo');
  return { ...range(from, to, switches), fits: conditions(params, switches) };
}

function required(params: URLSearchParams, name: string): number {
  const seconds = wholeNumber(params, name);
  if (seconds === undefined) {
    throw new ApiError(400, `Required Long parameter '${name}' is not present`);
  }
  return seconds * 1000;
}

/** The bounds as [from, to) in milliseconds. Whether they are inclusive, and what a second covers, is undocumented. */
function range(
  from: number,
  to: number,
  { bounds, lastSecond }: Switches,
): { from: number; to: number } {
  const grain = lastSecond === 'whole' ? 1000 : 1;
  return {
    from: bounds === 'exclusive' ? from + grain : from,
    to: bounds === 'inclusive' ? to + grain : to,
  };
}

function conditions(params: URLSearchParams, switches: Switches): BookingQuery['fits'] {
  const type = oneOf(params, 'bookingType', BOOKING_TYPES);
  const status = oneOf(params, 'bookingStatus', STATUSES);
  const startFrom = wholeNumber(params, 'startDateFrom');
  const startTo = wholeNumber(params, 'startDateTo');
  const changed = range(
    updated(params.get('updatedFrom'), switches) ?? Number.NEGATIVE_INFINITY,
    updated(params.get('updatedTo'), switches) ?? Number.POSITIVE_INFINITY,
    switches,
  );
  const tests: ((row: Row) => boolean)[] = [];
  if (type !== null) tests.push((row) => row.facts().type === type);
  if (status !== null) tests.push((row) => row.facts().status === status);
  if (startFrom !== undefined) tests.push((row) => (row.facts().startsAt ?? 0) >= startFrom * 1000);
  if (startTo !== undefined) tests.push((row) => (row.facts().startsAt ?? 0) <= startTo * 1000);
  if (Number.isFinite(changed.from) || Number.isFinite(changed.to)) {
    tests.push(
      (row) => row.facts().modifiedAt >= changed.from && row.facts().modifiedAt < changed.to,
    );
  }
  return tests.length === 0 ? undefined : (row) => tests.every((test) => test(row));
}

/** A name that the API does not know is a malformed parameter: a bare 500. */
function oneOf(params: URLSearchParams, name: string, known: readonly string[]): string | null {
  const value = params.get(name);
  if (value !== null && !known.includes(value)) throw new ApiError(500);
  return value;
}

function updated(value: string | null, { updatedFrom: form }: Switches): number | undefined {
  if (value === null || form === 'ignored') return undefined;
  if (form === 'refused') throw new ApiError(500);
  if (form === 'iso') {
    const at = Date.parse(value);
    if (Number.isNaN(at) || /^\d+$/u.test(value)) throw new ApiError(500);
    return at;
  }
  if (!/^\d+$/u.test(value)) throw new ApiError(500);
  return form === 'seconds' ? Number(value) * 1000 : Number(value);
}
