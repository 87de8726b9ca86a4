import type { SimulatorOptions } from '../../simulator';
import { QUESTIONS } from '../../src/probe/questions';
import { probed } from './support/probed';
import { simulators } from './support/simulated';

const start = simulators();

const DATES = { created: '2026-09-01T00:00:00Z', lastModified: '2026-09-01T00:00:00Z' };

/** The answer of a tenant that has one booking with these fields. */
async function answerWith(id: string, fields: object): Promise<string | undefined> {
  const navan = await start({ bookings: 0 });
  navan.control.insert('bookings', [{ uuid: 'u', ...DATES, ...fields }]);
  return answerAt(navan, id);
}

async function answerAt(
  navan: Awaited<ReturnType<typeof start>>,
  id: string,
): Promise<string | undefined> {
  const questions = QUESTIONS.filter((question) => question.id === id);
  return (await probed(navan, { questions })).get(id)?.answer;
}

describe('given a simulated tenant with one booking, when the probe runs', () => {
  const foreign = { grandTotal: 80, usdGrandTotal: 100 };
  const flight = { flightMiles: 1000 };
  const price = { unitaryPrice: 10.5, basePrice: 10 };
  it.each([
    ['exchange-rate', { ...foreign, currencyExhangeRateFromUsd: 0.8 }, 'currency per USD'],
    ['exchange-rate', { ...foreign, currencyExhangeRateFromUsd: 1.25 }, 'USD per currency'],
    ['carbon-unit', { ...flight, carbonEmissions: 0.187 }, 'metric tons'],
    ['carbon-unit', { ...flight, carbonEmissions: 187 }, 'kilograms'],
    ['price-sums', { ...price, tax: 0.5 }, 'all'],
    ['price-sums', { ...price, tax: 1 }, 'not all'],
    ['cancelled-signs', { bookingStatus: 'CANCELED', grandTotal: 12 }, 'positive'],
    ['cancelled-signs', { bookingStatus: 'CANCELED', grandTotal: -12 }, 'negative'],
    ['cancelled-signs', { bookingStatus: 'TICKETED', grandTotal: 12 }, 'cannot tell'],
    ['start-date-to', { startDate: '2026-10-10', endDate: '2026-10-20' }, 'the start'],
    ['start-date-to', { startDate: '2026-10-10', endDate: '2026-10-10' }, 'cannot tell'],
  ])('then %s with %j is %s', async (id, fields, word) => {
    expect(await answerWith(id, fields)).toBe(word);
  });
});

describe('given a simulated filter by change, when the probe runs', () => {
  it.each<[SimulatorOptions['order'], string]>([
    ['asc', 'ascending by created'],
    ['desc', 'descending by created'],
    ['none', 'no visible order'],
  ])('then it counts all bookings, in the order %s', async (order, word) => {
    const navan = await start({ bookings: 90, updatedFrom: 'seconds', order });
    expect(await answerAt(navan, 'updated-total')).toBe('as many');
    expect(await answerAt(navan, 'updated-order')).toBe(word);
  });

  it('then it notices that the filter shows fewer', async () => {
    const match = { path: '/v1/bookings', params: { updatedFrom: '0' } };
    const fault = {
      kind: 'replace',
      find: '"totalElements":90',
      by: '"totalElements":80',
    } as const;
    const navan = await start({
      bookings: 90,
      updatedFrom: 'seconds',
      faults: [{ match, fault }],
    });
    expect(await answerAt(navan, 'updated-total')).toBe('fewer');
  });
});

describe('given a simulated refusal without dates, when the probe runs', () => {
  it.each([
    ['createdFrom/createdTo, updatedFrom/updatedTo', 'updatedFrom is one'],
    ['createdFrom/createdTo', 'updatedFrom is not one'],
  ])('then it reads %s', async (pairs, word) => {
    const match = { path: '/v1/bookings', nth: 1 };
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ message: `At least one date range is required: ${pairs}` });
    const fault = { kind: 'status', status: 400, headers, body } as const;
    const navan = await start({ bookings: 5, faults: [{ match, fault }] });
    expect(await answerAt(navan, 'accepted-ranges')).toBe(word);
  });
});
