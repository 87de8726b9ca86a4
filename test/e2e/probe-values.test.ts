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

/** Each answer that a switch of the simulator leads to. */
const SWITCHED: readonly (readonly [string, Partial<SimulatorOptions>, string])[] = [
  ['accepted-ranges', {}, 'updatedFrom is one'],
  ['accepted-ranges', { dateRanges: ['created'] }, 'updatedFrom is not one'],
  ['accepted-ranges', { withoutDates: 'unnamed' }, 'refused without names'],
  ['accepted-ranges', { withoutDates: 'served' }, 'not refused'],
  ['updated-from', { updatedFrom: 'badRequest' }, 'refused'],
  ['updated-from', { updatedFrom: 'refused' }, 'refused'],
  ['start-date-to', { startDateTo: 'end' }, 'the last day'],
  ['start-date-to', { startDateTo: 'start' }, 'the first day'],
  ['start-date-to', { startDateTo: 'ignored' }, 'ignored'],
  ['booking-uuid', { bookingUuid: 'refused' }, 'refused'],
  ['booking-uuid', { bookingUuid: 'honoured' }, 'honoured'],
  ['booking-uuid', { bookingUuid: 'ignored' }, 'ignored'],
  ['exchange-rate', { exchangeRate: 'perUsd' }, 'currency per USD'],
  ['exchange-rate', { exchangeRate: 'inUsd' }, 'USD per currency'],
  ['exchange-rate', { exchangeRate: 'unrelated' }, 'neither'],
  ['carbon-unit', { carbonUnit: 'tons' }, 'metric tons'],
  ['carbon-unit', { carbonUnit: 'kilograms' }, 'kilograms'],
  ['carbon-unit', { carbonUnit: 'grams' }, 'neither'],
  ['price-sums', { unitaryPrice: 'whole' }, 'all'],
  ['price-sums', { unitaryPrice: 'perDay' }, 'not all'],
  ['cancelled-signs', { cancelledTotal: 'positive' }, 'positive'],
  ['cancelled-signs', { cancelledTotal: 'negative' }, 'negative'],
  ['cancelled-signs', { cancelledTotal: 'zero' }, 'zero'],
  ['cancelled-signs', { cancelledTotal: 'null' }, 'empty'],
  ['empty-violation-types', { emptyViolationTypes: 'null' }, 'null'],
  ['invoice-address', { invoiceHost: 'own' }, 'not the token'],
  ['invoice-address', { invoiceHost: 'own', invoiceOpens: 'token' }, 'the token'],
  ['invoice-address', { invoiceHost: 'own', invoiceOpens: 'always' }, 'no sign-in'],
  ['error-body', { errorBody: 'text' }, 'text'],
  ['error-body', { withoutDates: 'served' }, 'not refused'],
  ['expense-statement-payments', {}, 'records under content'],
  ['expense-gl-codes', { listEnvelope: 'data' }, 'records under data'],
  ['expense-tax-mappings', { listEnvelope: 'list' }, 'a bare list'],
  ['expense-custom-fields', { missingPaths: ['custom-fields'] }, 'not offered'],
  ['expense-gl-code-settings', {}, 'an object'],
  ['expense-gl-codes', { scopes: ['bookings:read', 'users:read'] }, 'not allowed'],
  ['line-item-group', { transactions: 30, lineItems: 'group' }, 'sent with the group'],
  ['line-item-group', { transactions: 30, lineItems: 'always' }, 'sent without the group'],
  ['line-item-group', { transactions: 30, lineItems: 'refused' }, 'refused'],
  ['response-headers', {}, 'no request ID'],
  ['response-headers', { idHeaders: ['x-request-id'] }, 'with a request ID'],
];

describe('given a switch of the simulator, when the probe runs', () => {
  it.each(SWITCHED)('then %s with %j is %s', async (id, switches, word) => {
    expect(await answerAt(await start({ bookings: 150, ...switches }), id)).toBe(word);
  });

  it.each<[SimulatorOptions['updatedFrom'], string]>([
    ['seconds', 'honoured: epoch seconds'],
    ['millis', 'honoured: epoch milliseconds'],
    ['iso', 'honoured: ISO 8601'],
  ])('then it detects updatedFrom in %s, with and without its range alone', async (form, word) => {
    for (const dateRanges of [['created'], ['created', 'updated']] as const) {
      const navan = await start({ bookings: 90, updatedFrom: form, dateRanges });
      const questions = QUESTIONS.filter(({ id }) => id.startsWith('updated-'));
      const found = await probed(navan, { questions });
      expect(found.get('updated-from')).toMatchObject({
        answer: word,
        evidence: { acceptedWithoutCreationRange: dateRanges.length === 2 },
      });
      expect(found.get('updated-total')?.answer).toBe('as many');
      expect(found.get('updated-order')?.answer).toBe('ascending by created');
    }
  });

  it.each(['null', 'absent'] as const)(
    'then an empty page whose counts are %s leads to the same answers',
    async (emptyPage) => {
      const navan = await start({ bookings: 90, updatedFrom: 'millis', emptyPage });
      expect(await answerAt(navan, 'updated-from')).toBe('honoured: epoch milliseconds');
    },
  );
});
