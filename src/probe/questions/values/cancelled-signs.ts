import type { JsonObject } from '../../../config/json';
import { bookings } from '../../bookings';
import { countsOf, onlyOf } from './numbers';
import { CANNOT_TELL, type Question } from '../../question';
import { allTime } from '../ranges/updated';

const KINDS = ['positive', 'negative', 'zero', 'empty'] as const;

export const cancelledSigns: Question = {
  id: 'cancelled-signs',
  asks: 'Is the grandTotal of a cancelled booking positive, negative or zero?',
  grade: '?',
  answer: async (api) => {
    const { records: rows } = await bookings(api, { ...allTime(api), bookingStatus: 'CANCELED' });
    const kinds = rows.map(signOf);
    const evidence = { cancelled: rows.length, ...countsOf(kinds, KINDS) };
    return { answer: onlyOf(kinds) ?? CANNOT_TELL, evidence };
  },
};

function signOf({ grandTotal }: JsonObject): (typeof KINDS)[number] {
  if (typeof grandTotal !== 'number') return 'empty';
  if (grandTotal === 0) return 'zero';
  return grandTotal > 0 ? 'positive' : 'negative';
}
