import type { BookingType } from '../facts';

/** What happens to a booking. `exchanged` is replaced by `exchange`, `credited` leaves a credit that `usesCredit` uses. */
export type Role =
  'live' | 'canceled' | 'voided' | 'exchanged' | 'exchange' | 'credited' | 'usesCredit';

export interface Slot {
  readonly type: BookingType;
  /** The trips of the block that it belongs to. */
  readonly trips: readonly number[];
  /** The number of the person within the block. */
  readonly traveler: number;
  readonly role: Role;
  /** The days of travel, if they are not the trip's. */
  readonly days?: number;
}

function slot(
  type: BookingType,
  trips: readonly number[],
  traveler: number,
  role: Role = 'live',
): Slot {
  return { type, trips, traveler, role };
}

/** The bookings of a block are consecutive. */
export const BLOCK = 8;
/** How far the flight that follows from an exchange or a credit is behind the earlier one. */
export const FOLLOWING = 5;

/** Two people travel together, and one exchanges a flight. */
const EXCHANGE: readonly Slot[] = [
  slot('FLIGHT', [0], 0, 'exchanged'),
  slot('HOTEL', [0], 0),
  slot('CAR', [0], 0),
  slot('FLIGHT', [0], 1),
  slot('HOTEL', [0], 1),
  slot('FLIGHT', [0], 0, 'exchange'),
  slot('RAIL', [], 2),
  slot('HOTEL', [], 3, 'canceled'),
];

/** A trip is cancelled, and the flight's credit used for a later one. */
const CREDIT: readonly Slot[] = [
  slot('FLIGHT', [0], 0, 'credited'),
  slot('HOTEL', [0], 0, 'canceled'),
  slot('FLIGHT', [1], 1),
  slot('HOTEL', [1], 1),
  slot('CAR', [1], 1),
  slot('FLIGHT', [2], 0, 'usesCredit'),
  slot('HOTEL', [2], 0),
  slot('FLIGHT', [], 2, 'voided'),
];

/** Three people travel together, one of them without a hotel. */
const GROUP: readonly Slot[] = [
  slot('FLIGHT', [0], 0),
  slot('HOTEL', [0], 0),
  slot('FLIGHT', [0], 1),
  slot('HOTEL', [0], 1),
  slot('FLIGHT', [0], 2),
  slot('CAR', [0], 2),
  slot('TRANSPORTATION', [0], 0),
  slot('BLACK_CAR', [], 3),
];

/** One-way flights, a train with a hotel, and a hotel that serves two trips. */
const OTHERS: readonly Slot[] = [
  { ...slot('FLIGHT', [0], 0), days: 0 },
  slot('RAIL', [1], 1),
  slot('HOTEL', [1], 1),
  slot('FLIGHT', [2], 2),
  slot('CAR', [2], 2),
  slot('HOTEL', [1, 2], 2),
  slot('HOTEL', [], 3),
  slot('FLIGHT', [], 4, 'canceled'),
];

export const PATTERNS: readonly (readonly Slot[])[] = [EXCHANGE, CREDIT, GROUP, OTHERS];
