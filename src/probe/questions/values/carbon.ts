import type { JsonObject } from '../../../config/json';
import { sample } from '../../bookings';
import { countsOf, isNear, numbersOf, onlyOf } from './numbers';
import { CANNOT_TELL, type Question } from '../../question';

const KINDS = ['metric tons', 'kilograms', 'neither'] as const;

/** Of a passenger, per mile; the recorded flight has 0.187. */
const KILOGRAMS = { least: 0.03, most: 3 };

/** USD per metric ton in the recorded booking. */
const OFFSET_COST = 12.23;

export const carbon: Question = {
  id: 'carbon-unit',
  asks: 'Is carbonEmissions in metric tons, and does an offset cost 12.23 a ton?',
  grade: '?',
  answer: async (api) => {
    const rows = await sample(api, (found) => found.some((row) => kindOf(row) !== undefined));
    const kinds = rows.flatMap((row) => kindOf(row) ?? []);
    const costs = rows.flatMap((row) => offsetCost(row) ?? []);
    const evidence = {
      bookings: rows.length,
      ...countsOf(kinds, KINDS),
      withOffsetCost: costs.length,
      atThatCost: costs.filter((cost) => isNear(cost, OFFSET_COST, 0.01)).length,
    };
    return { answer: onlyOf(kinds) ?? CANNOT_TELL, evidence };
  },
};

function kindOf(row: JsonObject): (typeof KINDS)[number] | undefined {
  const [emissions, miles] = numbersOf(row, 'carbonEmissions', 'flightMiles') ?? [];
  if (!emissions || !miles) return undefined;
  const perMile = emissions / miles;
  if (isLikely(perMile * 1000)) return 'metric tons';
  return isLikely(perMile) ? 'kilograms' : 'neither';
}

const isLikely = (kilograms: number): boolean =>
  kilograms >= KILOGRAMS.least && kilograms <= KILOGRAMS.most;

function offsetCost(row: JsonObject): number | undefined {
  const [cost, emissions] = numbersOf(row, 'carbonOffsetCost', 'carbonEmissions') ?? [];
  return cost && emissions ? cost / emissions : undefined;
}
