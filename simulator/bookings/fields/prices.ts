import { type Field, mills, sometimes, text } from '../../data/field';
import type { Switches } from '../../switches';
import type { BookingFacts } from '../facts';

type PriceSwitches = Pick<Switches, 'unitaryPrice' | 'exchangeRate' | 'cancelledTotal'>;

/** All in thousandths of the currency. Null: the field is empty. */
interface Prices {
  readonly unitary: number;
  readonly optimal: number;
  readonly total: number | null;
}

const FACTORS = { positive: 1, negative: -1, zero: 0 };

function pricesOf(b: BookingFacts, { unitaryPrice, cancelledTotal }: PriceSwitches): Prices {
  const whole = b.base + b.tax;
  const unitary = unitaryPrice === 'whole' ? whole : Math.floor(whole / Math.max(2, b.days));
  const sign = b.cancelled ? cancelledTotal : 'positive';
  const total = whole + b.bookingFee + b.tripFee;
  return {
    unitary,
    optimal: Math.floor(b.base * 0.9),
    total: sign === 'null' ? null : total * FACTORS[sign],
  };
}

const price = (value: number | null): string => (value === null ? 'null' : mills(value));

export const inUsd = (b: BookingFacts, value: number): number => Math.round(value / b.rate);

function rate(b: BookingFacts, { exchangeRate }: PriceSwitches): string {
  if (b.currency === 'USD') return 'null';
  return String({ perUsd: b.rate, inUsd: 1 / b.rate, unrelated: b.rate * 3 }[exchangeRate]);
}

/** The cost and the alternatives' cost, which add up as in the one recorded booking. */
export function priceFields(switches: PriceSwitches): Field<BookingFacts>[] {
  const prices = (b: BookingFacts): Prices => pricesOf(b, switches);
  const net = (b: BookingFacts): string => {
    const { total } = prices(b);
    return price(total === null ? null : total - b.tripFee);
  };
  return [
    ['currency', (b) => text(b.currency)],
    ['currencyExhangeRateFromUsd', (b) => rate(b, switches)],
    ['basePrice', (b) => mills(b.base)],
    ['tax', (b) => mills(b.tax)],
    ['bookingFee', (b) => mills(b.bookingFee)],
    ...sometimes<BookingFacts>(3, 308, ['tripFee', (b) => mills(b.tripFee)]),
    ['grandTotal', (b) => price(prices(b).total)],
    [
      'usdGrandTotal',
      (b) => {
        const { total } = prices(b);
        return price(total === null ? null : inUsd(b, total));
      },
    ],
    ...sometimes<BookingFacts>(3, 300, ['netCharge', net]),
    ...sometimes<BookingFacts>(
      3,
      301,
      ['unitaryPrice', (b) => mills(prices(b).unitary)],
      ['travelSpend', net],
      ['optimalPrice', (b) => mills(prices(b).optimal)],
      ['priceBenchmark', (b) => mills(Math.floor(b.base * 1.1))],
      ['maxPricePolicy', (b) => mills(Math.floor(b.base * 1.25))],
    ),
    ['saving', (b) => mills(Math.floor(b.base / 10))],
    ...sometimes<BookingFacts>(3, 302, [
      'savingMissed',
      (b) => mills(prices(b).unitary - prices(b).optimal),
    ]),
    ['vat', (b) => (b.currency === 'EUR' ? mills(b.tax) : 'null')],
    ['gst', (b) => (b.currency === 'CAD' ? mills(b.tax) : 'null')],
    ['credit', credit],
  ];
}

function credit(b: BookingFacts): string {
  if (b.type !== 'FLIGHT' || !b.cancelled) return 'null';
  const available = mills(b.base);
  const availableUsd = mills(inUsd(b, b.base));
  return `{"creditAvailable":${available},"creditAvailableUsd":${availableUsd},"creditExchangeFeeUsd":0.00,"creditUsed":null,"creditUsedUsd":null,"residualCredit":null}`;
}
