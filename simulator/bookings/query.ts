import { ApiError } from '../http/api-error';
import { wholeNumber } from '../http/params';
import type { Row } from '../data/store';
import type { DateRange, Switches } from '../switches';
import { DAY } from '../data/times';
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

const RANGES: readonly DateRange[] = ['created', 'startDate', 'updated'];
/** A request for bookings: a range of creation times, in milliseconds [from, to), and other conditions. */
export interface BookingQuery {
  readonly from: number;
  readonly to: number;
  readonly fits: ((row: Row) => boolean) | undefined;
}

/** `now`: epoch milliseconds. */
export function bookingQuery(
  params: URLSearchParams,
  switches: Switches,
  now: number,
): BookingQuery {
  const created = range(seconds(params, 'createdFrom'), seconds(params, 'createdTo'), switches);
  const fits = conditions(params, switches, now);
  requireRange(params, switches);
  return { ...created, fits };
}

function seconds(params: URLSearchParams, name: string): number | undefined {
  const value = wholeNumber(params, name);
  return value === undefined ? undefined : value * 1000;
}

/** Half a range alone is none. */
function requireRange(params: URLSearchParams, switches: Switches): void {
  const { dateRanges, withoutDates, bookingUuid } = switches;
  const isComplete = (name: DateRange): boolean =>
    params.has(`${name}From`) && params.has(`${name}To`);
  if (withoutDates === 'served' || dateRanges.some(isComplete)) return;
  if (params.has('bookingUuid') && bookingUuid !== 'refused') return;
  const pairs = RANGES.filter((name) => dateRanges.includes(name))
    .map((name) => `${name}From/${name}To`)
    .join(', ');
  throw new ApiError(
    400,
    `At least one complete date range is required${withoutDates === 'named' ? `: ${pairs}` : ''}`,
  );
}

/** The bounds as [from, to) in milliseconds, infinite if missing. Whether they are inclusive, and what a second covers, is undocumented. */
function range(
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
  { bounds, lastSecond }: Pick<Switches, 'bounds' | 'lastSecond'>,
): { from: number; to: number } {
  const grain = lastSecond === 'whole' ? 1000 : 1;
  return {
    from: bounds === 'exclusive' ? from + grain : from,
    to: bounds === 'inclusive' ? to + grain : to,
  };
}

type Test = (row: Row) => boolean;

function conditions(
  params: URLSearchParams,
  switches: Switches,
  now: number,
): BookingQuery['fits'] {
  const type = oneOf(params, 'bookingType', BOOKING_TYPES);
  const status = oneOf(params, 'bookingStatus', STATUSES);
  const uuid = switches.bookingUuid === 'honoured' ? params.get('bookingUuid') : null;
  const tests = [...travel(params, switches), ...changed(params, switches, now)];
  if (type !== null) tests.push((row) => row.facts().type === type);
  if (status !== null) tests.push((row) => row.facts().status === status);
  if (uuid !== null) tests.push((row) => row.id === uuid);
  return tests.length === 0 ? undefined : (row) => tests.every((test) => test(row));
}

function travel(params: URLSearchParams, { startDateTo }: Switches): Test[] {
  const from = seconds(params, 'startDateFrom');
  const to = seconds(params, 'startDateTo');
  if (startDateTo === 'ignored') return [];
  const last = startDateTo === 'end' ? 'endsAt' : 'startsAt';
  const tests: Test[] = [];
  if (from !== undefined) tests.push((row) => (row.facts().startsAt ?? 0) >= from);
  if (to !== undefined) tests.push((row) => (row.facts()[last] ?? 0) <= to);
  return tests;
}

function changed(params: URLSearchParams, switches: Switches, now: number): Test[] {
  const { from, to } = range(
    updated(params.get('updatedFrom'), switches),
    updated(params.get('updatedTo'), switches),
    switches,
  );
  if (!Number.isFinite(from) && !Number.isFinite(to)) return [];
  const shownBefore = now - switches.updatedLagSeconds * 1000;
  return [
    ({ at, facts }) => {
      const { modifiedAt, status } = facts();
      if (modifiedAt < from || modifiedAt >= to || modifiedAt > shownBefore) return false;
      return !switches.updatedHides.some((kind) => HIDDEN[kind](status, now - at));
    },
  ];
}

type Hidden = (status: string | null, ageMs: number) => boolean;

const HIDDEN: Readonly<Record<Switches['updatedHides'][number], Hidden>> = {
  cancelled: (status) => status === 'CANCELED' || status === 'VOIDED',
  old: (_, ageMs) => ageMs >= 90 * DAY,
  all: () => true,
};

/** A name that the API does not know is a malformed parameter: a bare 500. */
function oneOf(params: URLSearchParams, name: string, known: readonly string[]): string | null {
  const value = params.get(name);
  if (value !== null && !known.includes(value)) throw new ApiError(500);
  return value;
}

function updated(value: string | null, { updatedFrom: form }: Switches): number | undefined {
  if (value === null || form === 'ignored') return undefined;
  if (form === 'refused') throw new ApiError(500);
  if (form === 'badRequest') throw new ApiError(400, 'Unknown parameter: updatedFrom, updatedTo');
  if (form === 'iso') {
    const at = Date.parse(value);
    if (Number.isNaN(at) || /^\d+$/u.test(value)) throw new ApiError(500);
    return at;
  }
  if (!/^\d+$/u.test(value)) throw new ApiError(500);
  return form === 'seconds' ? Number(value) * 1000 : Number(value);
}
