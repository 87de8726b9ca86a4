import { recordWriter } from '../data/field';
import { isSparse } from '../data/sparse';
import type { Switches } from '../switches';
import { indexOfUuid, uuidOf } from '../data/ids';
import type { Generator } from '../data/store';
import { type BookingSource, factsOf, modifiedAtOf, startsAtOf, statusOf, typeOf } from './facts';
import { identityFields } from './fields/identity';
import { moneyFields } from './fields/money';
import { partyFields } from './fields/parties';
import { policyFields } from './fields/policy';
import { travelFields } from './fields/travel';

/** Bookings as a function of the seed, the index and the API's form of empty fields. */
export function bookingGenerator(
  source: BookingSource,
  switches: Pick<Switches, 'emptyViolationTypes' | 'emptyFields'>,
): Generator {
  const { seed, times } = source;
  const write = recordWriter([
    ...identityFields(seed),
    ...travelFields,
    ...moneyFields,
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
      modifiedAt: modifiedAtOf(source, index),
    }),
  };
}
