import { type Field, text } from '../../data/field';
import { milesBetween } from '../../data/places';
import { pick } from '../../data/random';
import type { BookingFacts, BookingType } from '../facts';
import { only } from './only';

const VENDORS: Readonly<Record<BookingType, readonly string[]>> = {
  HOTEL: ['Example Grand Hotel', 'Sample Suites', 'Hôtel de l’Exemple'],
  FLIGHT: ['Example Airways', 'Sample Air', 'Placeholder Airlines'],
  CAR: ['Example Rent-a-Car', 'Sample Cars'],
  RAIL: ['Example Rail', 'Sample Express'],
  TRANSPORTATION: ['Example Rides'],
  BLACK_CAR: ['Example Chauffeurs'],
};
const CABINS = ['Economy', 'Premium Economy', 'Business'];
const FARE_CLASSES = ['Y', 'B', 'M', 'H', 'K', 'J', 'C'];
const CHAINS = ['EXAMPLE INTERNATIONAL', 'SAMPLE HOTELS'];

export const vendorOf = (b: BookingFacts): string => pick(VENDORS[b.type], b.random(240));
export const cabinOf = (b: BookingFacts): string => pick(CABINS, b.random(241));
export const flightOf = (b: BookingFacts): string => String(100 + (b.random(242) % 8900));
export const fareClassOf = (b: BookingFacts): string => pick(FARE_CLASSES, b.random(248));
export const chainOf = (b: BookingFacts): string => pick(CHAINS, b.random(243));

const returns = (b: BookingFacts): boolean => b.days > 0;

/** There and back. */
export const flightMilesOf = (b: BookingFacts): number =>
  milesBetween(b.origin, b.destination) * (returns(b) ? 2 : 1);

export const trainMilesOf = (b: BookingFacts): number => 20 + (b.random(256) % 500);

/** Types booked through a reservation system. */
const RESERVED: readonly BookingType[] = ['FLIGHT', 'HOTEL', 'CAR'];

const staysInside = (b: BookingFacts): boolean => b.origin.country === b.destination.country;

export const travelFields: readonly Field<BookingFacts>[] = [
  ['vendor', (b) => text(vendorOf(b))],
  only(RESERVED, 'preferredVendor', (b) => (b.random(244) % 2 ? '"Y"' : '"N"')),
  only(['HOTEL', 'CAR'], 'corporateDiscountUsed', (b) => (b.random(245) % 3 ? '"N"' : '"Y"')),
  only(RESERVED, 'inventory', (b) => (b.random(246) % 2 ? '"GDS"' : '"DIRECT"')),
  only(RESERVED, 'inventorySource', (b) => (b.random(246) % 2 ? '"SABRE"' : '"NDC"')),
  only(RESERVED, 'pcc', (b) => (b.random(246) % 2 ? '"0XX0"' : 'null')),
  only(['FLIGHT', 'RAIL'], 'domestic', (b) => (staysInside(b) ? '"Domestic"' : '"International"')),
  only(['FLIGHT', 'RAIL'], 'routeType', (b) => (staysInside(b) ? '"DOMESTIC"' : '"INTERNATIONAL"')),
  only('FLIGHT', 'airlineRoute', (b) =>
    text(
      [b.origin, b.destination, ...(returns(b) ? [b.origin] : [])]
        .map((c) => c.airportCode)
        .join('-'),
    ),
  ),
  only('FLIGHT', 'flight', (b) => (returns(b) ? '"Round-Trip"' : '"One-Way"')),
  only('FLIGHT', 'cabin', (b) => text(cabinOf(b))),
  only('FLIGHT', 'cabinPurchased', (b) => text(cabinOf(b))),
  only('FLIGHT', 'flownCabinClass', (b) => (b.random(247) % 2 ? text(cabinOf(b)) : 'null')),
  only('FLIGHT', 'fareClass', (b) => `"${fareClassOf(b)}"`),
  only('FLIGHT', 'fareBasisCode', (b) => `"Y${b.random(249) % 1000}EX"`),
  only('FLIGHT', 'flightMiles', (b) => String(flightMilesOf(b))),
  only('FLIGHT', 'tripLength', (b) =>
    milesBetween(b.origin, b.destination) > 2000 ? '"Long haul"' : '"Short haul"',
  ),
  only(
    'FLIGHT',
    'etickets',
    (b) => `["0000${String(1_000_000_000 + (b.random(251) % 999_999_999))}"]`,
  ),
  only(
    'FLIGHT',
    'seats',
    (b) => `["${1 + (b.random(252) % 40)}${'ABCDEF'[b.random(253) % 6] ?? 'A'}"]`,
  ),
  only('HOTEL', 'hotelChain', (b) => text(chainOf(b))),
  only('HOTEL', 'hotelCode', (b) => `"${b.random(254) % 100_000}"`),
  only('HOTEL', 'hotelLatitude', (b) => b.destination.latitude.toFixed(6)),
  only('HOTEL', 'hotelLongitude', (b) => b.destination.longitude.toFixed(6)),
  only('CAR', 'carType', (b) => (b.random(255) % 2 ? '"Compact"' : '"Full-size"')),
  only('RAIL', 'trainMiles', (b) => `${trainMilesOf(b)}.0`),
  ['numberOfPassengers', (b) => String(b.passengers.length)],
];
