import { CITIES, type City } from '../../data/places';
import type { Person } from '../../data/people';
import { hash, pick } from '../../data/random';
import { DAY } from '../../data/times';
import { uuidOf } from '../../data/ids';
import type { Switches } from '../../switches';
import { type BookingFacts, type BookingSource, factsOf, modifiedAtOf, usdRateOf } from '../facts';
import type { BookingPlan } from '../plan';
import { BLOCK, FOLLOWING, PATTERNS, type Role, type Slot } from './patterns';

export interface TripFacts extends BookingFacts {
  readonly role: Role;
  readonly tripUuids: readonly string[];
  readonly tripNumber: number;
  /** The exchanged or credited flight that this one follows from. */
  readonly earlier: TripFacts | null;
  /** The flight that follows from this one. */
  readonly later: TripFacts | null;
}

const HOUR = 3_600_000;

/** Bookings in blocks, whose people travel together, change their minds and use their credits. */
export class TripPlan implements BookingPlan<TripFacts> {
  constructor(
    private readonly source: BookingSource,
    private readonly switches: Pick<Switches, 'exchanges'>,
  ) {}

  type(index: number): string {
    return this.slot(index).type;
  }

  status(index: number): string {
    const { type } = this.slot(index);
    const role = this.role(index);
    if (role === 'voided') return 'VOIDED';
    if (role === 'canceled' || role === 'credited') return 'CANCELED';
    if (role === 'exchanged' && this.switches.exchanges === 'replaced') return 'CANCELED';
    return type === 'FLIGHT' || type === 'RAIL' ? 'TICKETED' : 'CONFIRMED';
  }

  startsAt(index: number): number {
    const number = this.tripNumber(index);
    const { seed } = this.source;
    // After the last booking of the block, so that nothing is booked after its travel.
    const booked = this.source.times.at(
      Math.min(this.first(index) + BLOCK, this.source.times.count) - 1,
    );
    const later = this.slot(index).trips[0] === 2 ? 20 : 1;
    return booked - (booked % DAY) + (later + (hash(seed, number, 120) % 60)) * DAY;
  }

  endsAt(index: number): number {
    const { days } = this.slot(index);
    const usual = 1 + (hash(this.source.seed, this.tripNumber(index), 121) % 5);
    return this.startsAt(index) + (days ?? usual) * DAY;
  }

  /** What follows from an exchange or a credit changes the earlier flight, too. */
  modifiedAt(index: number): number {
    const created = this.source.times.at(index);
    const usual = modifiedAtOf(this.source, index);
    const role = this.role(index);
    if (role === 'voided') return Math.min(created + 5 * HOUR, Math.max(usual, created));
    const isEarlier = role === 'exchanged' || role === 'credited';
    return isEarlier ? Math.max(usual, this.source.times.at(index + FOLLOWING)) : usual;
  }

  facts(index: number): TripFacts {
    const role = this.role(index);
    const isFollowing = role === 'exchange' || role === 'usesCredit';
    const isEarlier = role === 'exchanged' || role === 'credited';
    return {
      ...this.alone(index, role),
      earlier: isFollowing ? this.alone(index - FOLLOWING, this.role(index - FOLLOWING)) : null,
      later: isEarlier ? this.alone(index + FOLLOWING, this.role(index + FOLLOWING)) : null,
    };
  }

  private alone(index: number, role: Role): TripFacts {
    const { seed, people } = this.source;
    const plain = factsOf(this.source, index);
    const { type, trips, traveler } = this.slot(index);
    const [startsAt, endsAt, status] = [
      this.startsAt(index),
      this.endsAt(index),
      this.status(index),
    ];
    const who = this.person(index, traveler);
    const [origin, destination] = this.places(index);
    return {
      ...plain,
      type,
      status,
      cancelled: status === 'CANCELED' || status === 'VOIDED',
      modifiedAt: this.modifiedAt(index),
      startsAt,
      endsAt,
      days: (endsAt - startsAt) / DAY,
      origin,
      destination,
      currency: destination.currency,
      rate: usdRateOf(destination.currency),
      booker: plain.random(122) % 6 === 0 ? people.any(plain.random(109)) : who,
      passengers: plain.random(123) % 10 === 0 ? [who, this.person(index, traveler + 1)] : [who],
      role,
      tripUuids: trips.map((trip) => uuidOf(seed ^ 0x7219, this.block(index) * 4 + trip)),
      tripNumber: this.tripNumber(index),
      earlier: null,
      later: null,
    };
  }

  /** People of a trip come from different cities to one. A credit is used for a flight to the same city. */
  private places(index: number): [City, City] {
    const { seed } = this.source;
    const { trips, traveler } = this.slot(index);
    const number = trips[0] === 2 ? this.block(index) * 4 : this.tripNumber(index);
    const to = hash(seed, number, 124) % CITIES.length;
    const from = to + 1 + (hash(seed, this.block(index) * 8 + traveler, 125) % (CITIES.length - 1));
    return [pick(CITIES, from), pick(CITIES, to)];
  }

  private person(index: number, traveler: number): Person {
    return this.source.people.any(hash(this.source.seed, this.block(index) * 8 + traveler, 126));
  }

  /** Nothing special happens without the flight that would follow, or without a new booking for an exchange. */
  private role(index: number): Role {
    const { role } = this.slot(index);
    if (role === 'exchange' && this.switches.exchanges === 'inPlace') return 'live';
    const isEarlier = role === 'exchanged' || role === 'credited';
    return isEarlier && index + FOLLOWING >= this.source.times.count ? 'live' : role;
  }

  private slot(index: number): Slot {
    const pattern = pick(PATTERNS, hash(this.source.seed, this.block(index), 127));
    return pattern[index % BLOCK] as Slot;
  }

  /** Bookings of one trip have one number; those without a trip have one of their own. */
  private tripNumber(index: number): number {
    const [trip] = this.slot(index).trips;
    return trip === undefined ? 1_000_000_000 + index : this.block(index) * 4 + trip;
  }

  private block(index: number): number {
    return Math.floor(index / BLOCK);
  }

  private first(index: number): number {
    return index - (index % BLOCK);
  }
}
