import type { Field } from '../../data/field';
import type { BookingFacts, BookingType } from '../facts';

/** A field that is filled only for these types of booking. */
export function only(
  types: BookingType | readonly BookingType[],
  name: string,
  write: (b: BookingFacts) => string,
): Field<BookingFacts> {
  return [name, (b) => (types.includes(b.type) ? write(b) : 'null')];
}
