import { type Field, sometimes } from '../../data/field';
import type { Switches } from '../../switches';
import type { BookingFacts } from '../facts';
import { flightMilesOf } from './travel';

const TONS_PER_MILE = 0.000_187;
/** US dollars. */
const OFFSET_COST_PER_TON = 12.23;
const UNITS_PER_TON = { tons: 1, kilograms: 1000, grams: 1_000_000 };

/** What a flight emits, at the rates of the one recorded booking. */
export function carbonFields(switches: Pick<Switches, 'carbonUnit'>): Field<BookingFacts>[] {
  const flown = (b: BookingFacts, perMile: number): string =>
    b.type === 'FLIGHT' ? (flightMilesOf(b) * perMile).toFixed(6) : 'null';
  return sometimes<BookingFacts>(
    3,
    303,
    ['carbonEmissions', (b) => flown(b, TONS_PER_MILE * UNITS_PER_TON[switches.carbonUnit])],
    ['carbonOffsetCost', (b) => flown(b, TONS_PER_MILE * OFFSET_COST_PER_TON)],
  );
}

/** Emissions of a booking in the unit of the switch, and what it costs to offset them. */
export function emissionFields<Facts>(
  switches: Pick<Switches, 'carbonUnit'>,
  tonsOf: (b: Facts) => number | null,
): Field<Facts>[] {
  const times = (b: Facts, factor: number): string => {
    const tons = tonsOf(b);
    return tons === null ? 'null' : (tons * factor).toFixed(6);
  };
  return [
    ['carbonEmissions', (b) => times(b, UNITS_PER_TON[switches.carbonUnit])],
    ['carbonOffsetCost', (b) => times(b, OFFSET_COST_PER_TON)],
  ];
}
