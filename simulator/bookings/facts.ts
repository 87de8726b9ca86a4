import { fraction, hash, pick } from '../data/random';
import { CITIES, type City } from '../data/places';
import type { People, Person } from '../data/people';
import { DAY, type Times } from '../data/times';

export const BOOKING_TYPES = [
  'HOTEL',
  'FLIGHT',
  'CAR',
  'RAIL',
  'TRANSPORTATION',
  'BLACK_CAR',
] as const;
export type BookingType = (typeof BOOKING_TYPES)[number];

/** Most of a company's bookings are hotels and flights. */
const TYPE_WEIGHTS: readonly BookingType[] = [
  ...BOOKING_TYPES,
  ...Array<BookingType>(5).fill('FLIGHT'),
  ...Array<BookingType>(4).fill('HOTEL'),
  'RAIL',
];
const STATUSES = [
  'CONFIRMED',
  'TICKETED',
  'ACCEPTED',
  'CONFIRMED',
  'CONFIRMED',
  'TICKETED',
  'CANCELED',
  'VOIDED',
  'UNKNOWN',
  'REJECTED_BY_PROVIDER',
];
const USD_RATES: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 0.92,
  GBP: 0.79,
  JPY: 151.4,
  CHF: 0.88,
  CAD: 1.37,
};

/** The facts of one booking. Its fields are written from them, so they agree with each other. */
export interface BookingFacts {
  readonly index: number;
  readonly type: BookingType;
  readonly status: string;
  readonly cancelled: boolean;
  /** Milliseconds since the epoch, as all instants here. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly days: number;
  readonly origin: City;
  readonly destination: City;
  readonly booker: Person;
  readonly passengers: readonly Person[];
  readonly currency: string;
  /** Units of `currency` per US dollar. */
  readonly rate: number;
  /** Thousandths of `currency`: the API does not round to cents. */
  readonly base: number;
  readonly tax: number;
  readonly bookingFee: number;
  /** Navan's own fee. */
  readonly tripFee: number;
  /** A random number of this booking, different for each `salt`. */
  random(salt: number): number;
}

export interface BookingSource {
  readonly seed: number;
  readonly times: Times;
  readonly people: People;
  /** No generated booking was changed after this instant. */
  readonly until: number;
}

export function typeOf(seed: number, index: number): BookingType {
  return pick(TYPE_WEIGHTS, hash(seed, index, 101));
}

export function statusOf(seed: number, index: number): string {
  return pick(STATUSES, hash(seed, index, 102));
}

/** Some bookings never change, most do within weeks, some after months; never before their creation. */
export function modifiedAtOf({ seed, times, until }: BookingSource, index: number): number {
  const createdAt = times.at(index);
  const random = hash(seed, index, 103);
  if (random % 5 === 0) return createdAt;
  const reach = random % 5 === 1 ? 150 * DAY : 21 * DAY;
  const after = 1000 + Math.floor(fraction(seed, index, 104) * reach);
  return Math.max(createdAt, Math.min(createdAt + after, until - (random % 3_600_000)));
}

/** Midnight UTC of the first day of travel, within three months of the booking. */
export function startsAtOf(seed: number, times: Times, index: number): number {
  const created = times.at(index);
  return created - (created % DAY) + (1 + (hash(seed, index, 105) % 90)) * DAY;
}

/** Midnight UTC of the last day of travel. */
export function endsAtOf(seed: number, times: Times, index: number): number {
  return startsAtOf(seed, times, index) + daysOf(typeOf(seed, index), hash(seed, index, 106)) * DAY;
}

export function factsOf(source: BookingSource, index: number): BookingFacts {
  const { seed, times, people } = source;
  const random = (salt: number): number => hash(seed, index, salt);
  const type = typeOf(seed, index);
  const status = statusOf(seed, index);
  const startsAt = startsAtOf(seed, times, index);
  const endsAt = endsAtOf(seed, times, index);
  const from = random(107) % CITIES.length;
  const destination = pick(CITIES, from + 1 + (random(108) % (CITIES.length - 1)));
  const booker = people.any(random(109));
  const base = 10_000 + (random(110) % 250_000) * 10;
  return {
    index,
    type,
    status,
    cancelled: status === 'CANCELED' || status === 'VOIDED',
    createdAt: times.at(index),
    modifiedAt: modifiedAtOf(source, index),
    startsAt,
    endsAt,
    days: (endsAt - startsAt) / DAY,
    origin: pick(CITIES, from),
    destination,
    booker,
    passengers: passengersOf(people, booker, random),
    currency: destination.currency,
    rate: usdRateOf(destination.currency),
    base,
    tax: Math.floor(base / 11),
    bookingFee: (random(111) % 900) * 10,
    tripFee: random(308) % 3 === 0 ? (random(116) % 2500) * 10 : 0,
    random,
  };
}

/** Units of a currency per US dollar. */
export function usdRateOf(currency: string): number {
  return USD_RATES[currency] ?? 1.25;
}

/** Half of the flights are one-way. */
function daysOf(type: BookingType, random: number): number {
  if (type === 'HOTEL' || type === 'CAR') return 1 + (random % 7);
  return type === 'FLIGHT' ? Math.max(0, (random % 8) - 3) : random % 5;
}

function passengersOf(people: People, booker: Person, random: (salt: number) => number): Person[] {
  const first = random(112) % 6 === 0 ? people.any(random(113)) : booker;
  return random(114) % 20 === 0 ? [first, people.any(random(115))] : [first];
}
