import { type Field, mills, text } from '../../data/field';
import type { Person } from '../../data/people';
import { pick } from '../../data/random';
import type { Switches } from '../../switches';
import { emissionFields } from '../fields/carbon';
import { locatorOf } from '../fields/identity';
import { inUsd } from '../fields/prices';
import { flightMilesOf, trainMilesOf } from '../fields/travel';
import type { TripFacts } from './plan';

const TRIPS = ['QBR', 'Kick-off', 'Offsite', 'Fair'];
const EXCHANGE_FEE = 25_000;
const TONS_PER_FLIGHT_MILE = 0.000_187;
const TONS_PER_TRAIN_MILE = 0.000_041;

/** The fields of a booking that its trip or an earlier flight determines. */
export function tripFields(
  seed: number,
  switches: Pick<Switches, 'carbonUnit' | 'exchanges'>,
): Field<TripFacts>[] {
  return [
    ['bookingId', (b) => `"${locatorOf(seed, exchangedBy(b)?.index ?? b.index)}"`],
    ['tripUuids', (b) => (b.tripUuids.length === 0 ? 'null' : JSON.stringify(b.tripUuids))],
    ['tripName', (b) => (b.tripUuids.length === 0 ? 'null' : text(tripName(b)))],
    ['exchangeAmount', (b) => exchanged(b, switches, difference)],
    ['exchangeFee', (b) => exchanged(b, switches, () => EXCHANGE_FEE)],
    ['credit', credit],
    ['departments', (b) => distinct(b, ({ department }) => department)],
    ['costCenters', (b) => distinct(b, ({ costCenter }) => costCenter)],
    ...emissionFields<TripFacts>(switches, tonsOf),
  ];
}

function tripName(b: TripFacts): string {
  return `${pick(TRIPS, b.tripNumber)} ${b.destination.city}`;
}

function distinct({ passengers }: TripFacts, of: (who: Person) => string): string {
  return JSON.stringify([...new Set(passengers.map(of))]);
}

function exchangedBy(b: TripFacts): TripFacts | null {
  return b.role === 'exchange' ? b.earlier : null;
}

/** Of the new booking, or of the one that was changed. */
function exchanged(
  b: TripFacts,
  { exchanges }: Pick<Switches, 'exchanges'>,
  of: (b: TripFacts) => number,
): string {
  const isChanged = b.role === 'exchanged' && exchanges === 'inPlace';
  return b.role === 'exchange' || isChanged ? mills(of(b)) : 'null';
}

/** What the new ticket costs more than the old one, or less. */
function difference(b: TripFacts): number {
  const [old, now] = b.role === 'exchange' ? [b.earlier, b] : [b, b.later];
  return priceOf(now) - priceOf(old);
}

function priceOf(b: TripFacts | null): number {
  return b ? b.base + b.tax : 0;
}

/** A cancelled flight leaves its base price; a later one uses of it what it costs. A voided one was never paid. */
function credit(b: TripFacts): string {
  if (b.role === 'usesCredit' && b.earlier) {
    const used = usedBy(b);
    return creditText(b, { used, residual: b.earlier.base - used });
  }
  if (b.type !== 'FLIGHT' || b.status !== 'CANCELED' || b.role === 'exchanged') return 'null';
  return creditText(b, { available: b.base - (b.later ? usedBy({ ...b.later, earlier: b }) : 0) });
}

function usedBy(b: TripFacts): number {
  return Math.min(b.earlier?.base ?? 0, priceOf(b));
}

interface Credit {
  readonly available?: number;
  readonly used?: number;
  readonly residual?: number;
}

function creditText(b: TripFacts, { available, used, residual }: Credit): string {
  const amount = (value?: number): string => (value === undefined ? 'null' : mills(value));
  const usd = (value?: number): string => amount(value === undefined ? value : inUsd(b, value));
  return (
    `{"creditAvailable":${amount(available)},"creditAvailableUsd":${usd(available)},"creditExchangeFeeUsd":0.00` +
    `,"creditUsed":${amount(used)},"creditUsedUsd":${usd(used)},"residualCredit":${amount(residual)}}`
  );
}

/** In metric tons. Not every flight or train states them. */
function tonsOf(b: TripFacts): number | null {
  if (b.type === 'FLIGHT' && b.random(303) % 4 > 0) return flightMilesOf(b) * TONS_PER_FLIGHT_MILE;
  return b.type === 'RAIL' && b.random(303) % 2 ? trainMilesOf(b) * TONS_PER_TRAIN_MILE : null;
}
