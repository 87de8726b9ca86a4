import type { JsonObject } from '../../../../src/config/json';
import { cancelledSigns } from '../../../../src/probe/questions/values/cancelled-signs';
import { carbon } from '../../../../src/probe/questions/values/carbon';
import { exchangeRate } from '../../../../src/probe/questions/values/exchange-rate';
import { priceSums } from '../../../../src/probe/questions/values/price-sums';
import { invoice } from '../../../../src/probe/questions/values/invoice';
import { answerAt, pageOf, type Pretended } from '../support';

const created = '2026-10-01T00:00:00Z';
const at = { created };

describe('given bookings in another currency, when the probe compares totals', () => {
  const row = (rate: number): object => ({
    ...at,
    currencyExhangeRateFromUsd: rate,
    grandTotal: 80,
    usdGrandTotal: 100,
  });
  it.each([
    [[row(0.8)], 'currency per USD'],
    [[row(1.25)], 'USD per currency'],
    [[row(7)], 'neither'],
    [[row(0.8), row(1.25)], 'mixed'],
    [[row(1.01)], 'cannot tell'],
    [[{ ...row(0.8), usdGrandTotal: null }], 'cannot tell'],
    [[], 'cannot tell'],
  ])('then %j are %s', async (rows, word) => {
    const { answer } = await answerAt(exchangeRate, () => pageOf(rows as never));
    expect(answer).toBe(word);
  });
});

describe('given flights, when the probe compares emissions and miles', () => {
  const row = (carbonEmissions: number): object => ({ ...at, carbonEmissions, flightMiles: 1000 });
  it.each([
    [[row(0.187)], 'metric tons'],
    [[row(187)], 'kilograms'],
    [[row(187_000)], 'neither'],
    [[row(0.187), row(187)], 'mixed'],
    [[{ ...at, carbonEmissions: 0.1, flightMiles: 0 }], 'cannot tell'],
  ])('then %j are %s', async (rows, word) => {
    const { answer } = await answerAt(carbon, () => pageOf(rows as never));
    expect(answer).toBe(word);
  });

  it('then it counts the offsets at the recorded price', async () => {
    const rows = [
      { ...row(1), carbonOffsetCost: 12.23 },
      { ...row(1), carbonOffsetCost: 15 },
    ];
    const { evidence } = await answerAt(carbon, () => pageOf(rows));
    expect(evidence).toMatchObject({ withOffsetCost: 2, atThatCost: 1 });
  });
});

describe('given prices, when the probe adds them up', () => {
  const equal = { ...at, unitaryPrice: 10.5, basePrice: 10, tax: 0.5, optimalPrice: 8 };
  it.each([
    [{ ...equal, savingMissed: 2.5 }, 'all', []],
    [{ ...equal, savingMissed: 3 }, 'not all', ['savingMissed']],
    [
      { ...equal, grandTotal: 12, tripFee: 1, netCharge: 11, travelSpend: 12 },
      'not all',
      ['travelSpend'],
    ],
    [at, 'cannot tell', []],
  ])('then %j gives %s', async (row, word, differing) => {
    const { answer, evidence } = await answerAt(priceSums, () => pageOf([row]));
    expect([answer, evidence['differing']]).toEqual([word, differing]);
  });
});

describe('given cancelled bookings, when the probe counts their signs', () => {
  it.each([
    [[12, 3], 'positive'],
    [[-12], 'negative'],
    [[0], 'zero'],
    [[null], 'empty'],
    [[12, -3], 'mixed'],
    [[], 'cannot tell'],
  ])('then totals of %j are %s', async (totals, word) => {
    const rows = totals.map((grandTotal) => ({ ...at, grandTotal }));
    const { answer, evidence } = await answerAt(cancelledSigns, ({ parameters }) =>
      parameters['bookingStatus'] === 'CANCELED' ? pageOf(rows) : pageOf([]),
    );
    expect([answer, evidence['cancelled']]).toEqual([word, totals.length]);
  });
});

describe('given an invoice address, when the probe opens it', () => {
  const rows = (address: string | null): (() => Pretended) => {
    const row: JsonObject = { uuid: 'u', created, invoice: address };
    return () => pageOf([row]);
  };
  const opened = async (address: string | null, isOwn: boolean, bare: number, signed: number) => {
    const sent: boolean[] = [];
    const { answer } = await answerAt(invoice, rows(address), {
      isOwn: () => isOwn,
      head: (_, { withToken }) => {
        sent.push(withToken);
        return Promise.resolve(withToken ? signed : bare);
      },
    });
    return { answer, sent };
  };
  const address = 'https://app.navan.com/itineraryfiles/bookings/u/invoice';

  it.each([
    ['no sign-in', true, 200, 200, [false]],
    ['no sign-in', false, 200, 200, [false]],
    ['the token', true, 401, 200, [false, true]],
    ['not the token', true, 302, 403, [false, true]],
    ['not without signing in', false, 302, 200, [false]],
  ])('then it detects %s (own host: %s)', async (answer, isOwn, bare, signed, sent) => {
    expect(await opened(address, isOwn, bare, signed)).toEqual({ answer, sent });
  });

  it.each([null, '/itineraryfiles', 'http://app.navan.com/x', 'https://a:b@navan.com', 'ftp://x'])(
    'then it does not try %j',
    async (unsafe) => {
      expect(await opened(unsafe, true, 200, 200)).toEqual({ answer: 'cannot tell', sent: [] });
    },
  );
});
