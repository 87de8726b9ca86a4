import {
  type BookingFacts,
  type BookingSource,
  endsAtOf,
  factsOf,
  modifiedAtOf,
  startsAtOf,
  statusOf,
  typeOf,
} from './facts';

/** What the bookings of a company are, apart from how their fields are written. */
export interface BookingPlan<Facts extends BookingFacts = BookingFacts> {
  type(index: number): string;
  status(index: number): string;
  startsAt(index: number): number;
  endsAt(index: number): number;
  modifiedAt(index: number): number;
  facts(index: number): Facts;
}

/** Bookings of which none has to do with another. */
export function plainPlan(source: BookingSource): BookingPlan {
  const { seed, times } = source;
  return {
    type: (index) => typeOf(seed, index),
    status: (index) => statusOf(seed, index),
    startsAt: (index) => startsAtOf(seed, times, index),
    endsAt: (index) => endsAtOf(seed, times, index),
    modifiedAt: (index) => modifiedAtOf(source, index),
    facts: (index) => factsOf(source, index),
  };
}
