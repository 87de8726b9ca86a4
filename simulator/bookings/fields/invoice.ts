import { type Field, text } from '../../data/field';
import { uuidOf } from '../../data/ids';
import type { BookingFacts } from '../facts';

const isInvoiced = (b: BookingFacts): boolean => b.random(232) % 2 === 0;

/** Unsigned addresses in the web app. */
export function invoiceFields(seed: number, host: () => string): Field<BookingFacts>[] {
  const itinerary = (b: BookingFacts): string =>
    `${host()}/itineraryfiles/bookings/${uuidOf(seed, b.index)}`;
  return [
    ['invoice', (b) => (isInvoiced(b) ? text(`${itinerary(b)}/invoice`) : 'null')],
    ['invoiceNumber', (b) => (isInvoiced(b) ? `"INV-${b.index}"` : 'null')],
    ['pdf', (b) => (b.random(232) % 8 === 0 ? text(itinerary(b)) : 'null')],
  ];
}
