import type { JsonObject } from '../../../config/json';
import { sample } from '../../bookings';
import { numbersOf } from './numbers';
import { CANNOT_TELL, type Question } from '../../question';

/** A field, and the fields with their signs that it equals in the one recorded booking. */
const SUMS = {
  unitaryPrice: { basePrice: 1, tax: 1 },
  netCharge: { grandTotal: 1, tripFee: -1 },
  travelSpend: { grandTotal: 1, tripFee: -1 },
  savingMissed: { unitaryPrice: 1, optimalPrice: -1 },
} as const;

/** Prices are rounded to thousandths. */
const TOLERANCE = 0.011;

export const priceSums: Question = {
  id: 'price-sums',
  asks: 'Do prices add up as in the one recorded booking (unitaryPrice, netCharge, travelSpend, savingMissed)?',
  grade: 'T',
  answer: async (api) => {
    const rows = await sample(api, (found) => found.length > 0);
    const found = Object.entries(SUMS).flatMap(([name, parts]) =>
      rows.flatMap((row) => holds(row, name, parts) ?? []).map((isEqual) => ({ name, isEqual })),
    );
    const differing = found.filter(({ isEqual }) => !isEqual).map(({ name }) => name);
    const evidence = {
      checked: found.length,
      equal: found.length - differing.length,
      differing: [...new Set(differing)],
    };
    if (found.length === 0) return { answer: CANNOT_TELL, evidence };
    return { answer: differing.length === 0 ? 'all' : 'not all', evidence };
  },
};

function holds(
  row: JsonObject,
  name: string,
  parts: Readonly<Record<string, number>>,
): boolean | undefined {
  const [value, ...summands] = numbersOf(row, name, ...Object.keys(parts)) ?? [];
  if (value === undefined) return undefined;
  const signs = Object.values(parts);
  const sum = summands.reduce((all, one, index) => all + one * (signs[index] ?? 1), 0);
  return Math.abs(value - sum) <= TOLERANCE;
}
