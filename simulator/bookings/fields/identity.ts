import { type Field, alwaysNull, sometimes, day, instant, text } from '../../data/field';
import { uuidOf } from '../../data/ids';
import { hash, pick } from '../../data/random';
import { DAY } from '../../data/times';
import type { BookingFacts } from '../facts';
import { only } from './only';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const PURPOSES = [
  'Customer visit',
  'Internal meeting',
  'Conference',
  'Recruiting',
  'Équipe offsite',
];
/** Characters that trip up line readers, escapers and log viewers. */
const TRIPS = [
  'QBR',
  'Kick-off',
  'Trip with a "quote"',
  'Line\u2028separator',
  'tab\tand\\backslash',
  'naïve 🚆 trip',
  'x\u0085y',
];
const METHODS = ['WEB', 'MOBILE', 'AGENT', 'API'];

/** Not unique: some bookings share the locator of the previous one. */
function locator(seed: number, b: BookingFacts): string {
  return locatorOf(seed, b.random(199) % 12 === 0 ? b.index - 1 : b.index);
}

export function locatorOf(seed: number, index: number): string {
  let code = '';
  for (let n = 0; n < 6; n += 1) {
    code += LETTERS[hash(seed, index, 200 + n) % LETTERS.length] ?? 'A';
  }
  return code;
}

/** Up to two days off the difference of the dates, as the API's is by an unknown rule. */
function leadTime(b: BookingFacts): number {
  const days = Math.round((b.startsAt - b.createdAt) / DAY);
  return Math.max(0, days - (b.random(218) % 3));
}

export function identityFields(seed: number): Field<BookingFacts>[] {
  return [
    ['uuid', (b) => `"${uuidOf(seed, b.index)}"`],
    ['bookingId', (b) => `"${locator(seed, b)}"`],
    ['created', (b) => instant(b.createdAt)],
    ['lastModified', (b) => instant(b.modifiedAt)],
    ['bookingType', (b) => `"${b.type}"`],
    ['bookingStatus', (b) => `"${b.status}"`],
    ['bookingMethod', (b) => text(pick(METHODS, b.random(210)))],
    ['startDate', (b) => day(b.startsAt)],
    ['endDate', (b) => day(b.endsAt)],
    ['cancelledAt', (b) => (b.cancelled ? instant(b.modifiedAt) : 'null')],
    ['cancellationReason', (b) => (b.cancelled ? '"Plans changed"' : 'null')],
    ['confirmationNumber', (b) => `"${String(b.random(211))}"`],
    ...sometimes<BookingFacts>(
      2,
      309,
      ['tripName', (b) => text(`${pick(TRIPS, b.random(212))} ${b.destination.city}`)],
      [
        'tripDescription',
        (b) => (b.random(213) % 3 ? 'null' : text(pick(PURPOSES, b.random(214)))),
      ],
      ['tripUuids', (b) => `["${uuidOf(seed ^ 0x7219, b.random(215) % 100_000)}"]`],
    ),
    ...sometimes<BookingFacts>(2, 310, ['purpose', (b) => text(pick(PURPOSES, b.random(216)))]),
    ...sometimes<BookingFacts>(3, 306, ['reason', (b) => text(pick(PURPOSES, b.random(217)))]),
    only(['HOTEL', 'CAR', 'FLIGHT'], 'bookingDuration', (b) => String(b.days)),
    ['leadTimeInDays', (b) => String(leadTime(b))],
    ...alwaysNull<BookingFacts>(
      'eventName',
      'invitationType',
      'inviteConnectionMethod',
      'loggedAsUserName',
    ),
  ];
}
