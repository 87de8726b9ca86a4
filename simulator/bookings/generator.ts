import { recordWriter } from '../data/field';
import { isSparse } from '../data/sparse';
import type { Switches } from '../switches';
import { indexOfUuid, uuidOf } from '../data/ids';
import type { Generator } from '../data/store';
import {
  type BookingSource,
  endsAtOf,
  factsOf,
  modifiedAtOf,
  startsAtOf,
  statusOf,
  typeOf,
} from './facts';
import { carbonFields } from './fields/carbon';
import { identityFields } from './fields/identity';
import { invoiceFields } from './fields/invoice';
import { paymentFields } from './fields/payment';
import { priceFields } from './fields/prices';
import { partyFields } from './fields/parties';
import { policyFields } from './fields/policy';
import { travelFields } from './fields/travel';

/** Bookings as a function of the seed, the index and the switches. */
export function bookingGenerator(
  source: BookingSource,
  switches: Switches,
  invoiceHost: () => string,
): Generator {
  const { seed, times } = source;
  const write = recordWriter([
    ...identityFields(seed),
    ...travelFields,
    ...priceFields(switches),
    ...carbonFields(switches),
    ...paymentFields,
    ...invoiceFields(seed, invoiceHost),
    ...policyFields(() => switches.emptyViolationTypes),
    ...partyFields(source.people),
  ]);
  return {
    times,
    id: (index) => uuidOf(seed, index),
    indexOf: (id) => {
      const index = indexOfUuid(seed, id);
      return index < times.count && uuidOf(seed, index) === id ? index : -1;
    },
    text: (index) => write(factsOf(source, index), isSparse(switches.emptyFields, seed, index)),
    facts: (index) => ({
      type: typeOf(seed, index),
      status: statusOf(seed, index),
      startsAt: startsAtOf(seed, times, index),
      endsAt: endsAtOf(seed, times, index),
      modifiedAt: modifiedAtOf(source, index),
    }),
  };
}
