import type { JsonObject } from '../../../config/json';
import { sample } from '../../bookings';
import { countsOf, isNear, numbersOf, onlyOf } from './numbers';
import { CANNOT_TELL, type Question } from '../../question';

const KINDS = ['currency per USD', 'USD per currency', 'neither'] as const;

/** Rates this close to 1 look alike both ways round. */
const TOLERANCE = 0.02;

export const exchangeRate: Question = {
  id: 'exchange-rate',
  asks: 'Is currencyExhangeRateFromUsd units of currency per US dollar, or US dollars per unit?',
  grade: '?',
  answer: async (api) => {
    const rows = await sample(api, (found) => found.some((row) => kindOf(row) !== undefined));
    const kinds = rows.flatMap((row) => kindOf(row) ?? []);
    const evidence = { bookings: rows.length, ...countsOf(kinds, KINDS) };
    return { answer: onlyOf(kinds) ?? CANNOT_TELL, evidence };
  },
};

function kindOf(row: JsonObject): (typeof KINDS)[number] | undefined {
  const [rate, total, usd] =
    numbersOf(row, 'currencyExhangeRateFromUsd', 'grandTotal', 'usdGrandTotal') ?? [];
  if (!rate || !total || !usd || isNear(rate, 1, 3 * TOLERANCE)) return undefined;
  if (isNear(total / usd, rate, TOLERANCE)) return 'currency per USD';
  return isNear(usd / total, rate, TOLERANCE) ? 'USD per currency' : 'neither';
}
