import { recordWriter } from '../data/field';
import { indexOfUuid, uuidOf } from '../data/ids';
import type { Generator } from '../data/store';
import { type BookingSource, factsOf, modifiedAtOf, startsAtOf, statusOf, typeOf } from './facts';
import { identityFields } from './fields/identity';
import { moneyFields } from './fields/money';
import { partyFields } from './fields/parties';
import { policyFields } from './fields/policy';
import { travelFields } from './fields/travel';

/** Bookings as a function of the seed and the index. `emptyViolations` is what the API sends for an empty list. */
export function bookingGenerator(source: BookingSource, emptyViolations: () => string): Generator {
  const { seed, times } = source;
  const write = recordWriter([
    ...identityFields(seed),
    ...travelFields,
    ...moneyFields,
    ...policyFields(emptyViolations),
    ...partyFields(source.people),
  ]);
  return {
    times,
    id: (index) => uuidOf(seed, index),
    indexOf: (id) => {
      const index = indexOfUuid(seed, id);
      return index < times.count && uuidOf(seed, index) === id ? index : -1;
    },
    text: (index) => write(factsOf(source, index)),
    facts: (index) => ({
      type: typeOf(seed, index),
      status: statusOf(seed, index),
      startsAt: startsAtOf(seed, times, index),
      modifiedAt: modifiedAtOf(source, index),
    }),
  };
}
