import { type Field, recordWriter, rewritten } from '../data/field';
import { isSparse } from '../data/sparse';
import type { Switches } from '../switches';
import { indexOfUuid, uuidOf } from '../data/ids';
import type { Generator } from '../data/store';
import type { BookingFacts, BookingSource } from './facts';
import { carbonFields } from './fields/carbon';
import { identityFields } from './fields/identity';
import { invoiceFields } from './fields/invoice';
import { paymentFields } from './fields/payment';
import { priceFields } from './fields/prices';
import { partyFields } from './fields/parties';
import { policyFields } from './fields/policy';
import { travelFields } from './fields/travel';
import { type BookingPlan, plainPlan } from './plan';
import { tripFields } from './trips/fields';
import { type TripFacts, TripPlan } from './trips/plan';

/** Bookings as a function of the seed, the index and the switches. */
export function bookingGenerator(
  source: BookingSource,
  switches: Switches,
  invoiceHost: () => string,
): Generator {
  const write = recordWriter(bookingFields(source, switches, invoiceHost));
  return generatorOf(source, switches, plainPlan(source), write);
}

/** Bookings that belong to trips, and follow from each other. */
export function tripGenerator(
  source: BookingSource,
  switches: Switches,
  invoiceHost: () => string,
): Generator {
  const usual: readonly Field<TripFacts>[] = bookingFields(source, switches, invoiceHost);
  const write = recordWriter(rewritten(usual, tripFields(source.seed, switches)));
  return generatorOf(source, switches, new TripPlan(source, switches), write);
}

function generatorOf<Facts extends BookingFacts>(
  { seed, times }: BookingSource,
  switches: Switches,
  plan: BookingPlan<Facts>,
  write: (facts: Facts, sparse: boolean) => string,
): Generator {
  return {
    times,
    id: (index) => uuidOf(seed, index),
    indexOf: (id) => {
      const index = indexOfUuid(seed, id);
      return index < times.count && uuidOf(seed, index) === id ? index : -1;
    },
    text: (index) => write(plan.facts(index), isSparse(switches.emptyFields, seed, index)),
    facts: (index) => ({
      type: plan.type(index),
      status: plan.status(index),
      startsAt: plan.startsAt(index),
      endsAt: plan.endsAt(index),
      modifiedAt: plan.modifiedAt(index),
    }),
  };
}

function bookingFields(
  { seed, people }: BookingSource,
  switches: Switches,
  invoiceHost: () => string,
): Field<BookingFacts>[] {
  return [
    ...identityFields(seed),
    ...travelFields,
    ...priceFields(switches),
    ...carbonFields(switches),
    ...paymentFields,
    ...invoiceFields(seed, invoiceHost),
    ...policyFields(() => switches.emptyViolationTypes),
    ...partyFields(people),
  ];
}
