import { type Field, alwaysNull, sometimes, cents, text } from '../../data/field';
import type { BookingFacts } from '../facts';
import { only } from './only';

/** Spellings of a number that parsing and printing do not preserve. */
const SPELLINGS = [
  '1e2',
  '0.10',
  '1.0',
  '9007199254740993',
  '1E-2',
  '-0.0',
  '12345678901234567890',
];

const total = (b: BookingFacts): number => b.baseCents + b.taxCents + b.feeCents;
const usd = (b: BookingFacts): number => Math.round(total(b) / b.rate);
const odd = (b: BookingFacts, salt: number): string =>
  b.random(salt) % 4
    ? cents(b.random(salt + 1) % 9000)
    : (SPELLINGS[b.random(salt + 1) % SPELLINGS.length] ?? '0');

/** The cost, the alternatives' cost, and the payment. */
export const moneyFields: readonly Field<BookingFacts>[] = [
  ['currency', (b) => text(b.currency)],
  ['currencyExhangeRateFromUsd', (b) => (b.currency === 'USD' ? 'null' : String(b.rate))],
  ['basePrice', (b) => cents(b.baseCents)],
  ['tax', (b) => cents(b.taxCents)],
  ['bookingFee', (b) => cents(b.feeCents)],
  ...sometimes<BookingFacts>(3, 308, ['tripFee', (b) => cents(b.feeCents)]),
  ['grandTotal', (b) => cents(total(b))],
  ['usdGrandTotal', (b) => cents(usd(b))],
  ...sometimes<BookingFacts>(3, 300, ['netCharge', (b) => cents(total(b))]),
  ...sometimes<BookingFacts>(
    3,
    301,
    ['unitaryPrice', (b) => cents(Math.floor(b.baseCents / Math.max(1, b.days)))],
    ['travelSpend', (b) => cents(total(b))],
    ['optimalPrice', (b) => cents(Math.floor(b.baseCents * 0.9))],
    ['priceBenchmark', (b) => cents(Math.floor(b.baseCents * 1.1))],
    ['maxPricePolicy', (b) => cents(Math.floor(b.baseCents * 1.25))],
  ),
  ...sometimes<BookingFacts>(
    3,
    302,
    ['saving', (b) => cents(Math.floor(b.baseCents / 10))],
    ['savingMissed', () => '0.00'],
  ),
  ['vat', (b) => (b.currency === 'EUR' ? cents(b.taxCents) : 'null')],
  ['gst', (b) => (b.currency === 'CAD' ? cents(b.taxCents) : 'null')],
  ...sometimes<BookingFacts>(
    3,
    303,
    ['carbonEmissions', (b) => odd(b, 220)],
    ['carbonOffsetCost', (b) => odd(b, 222)],
  ),
  ...sometimes<BookingFacts>(
    5,
    304,
    ['ppbPointsBurned', (b) => odd(b, 224)],
    ['tripBucksEarned', (b) => odd(b, 226)],
    ['tripBucksEarnedUsd', (b) => odd(b, 228)],
  ),
  ['resortFee', (b) => (b.type === 'HOTEL' && b.random(230) % 3 === 0 ? '25.50' : 'null')],
  ['seatsFee', (b) => (b.type === 'FLIGHT' ? cents(b.random(231) % 4000) : 'null')],
  ['maxCancellationLoss', (b) => (b.cancelled ? cents(b.feeCents) : 'null')],
  ['paymentMethod', (b) => (b.random(232) % 2 ? '"CREDIT_CARD"' : '"INVOICE"')],
  ['paymentMethodUsed', (b) => (b.random(232) % 2 ? '"Visa ending in 0000"' : 'null')],
  ['paymentCreditCardTypeName', (b) => (b.random(232) % 4 === 1 ? '"VISA"' : 'null')],
  ['nameOnCreditCard', (b) => (b.random(232) % 4 === 1 ? text(b.booker.name) : 'null')],
  only(['HOTEL', 'CAR'], 'paymentSchedule', (b) =>
    b.type === 'HOTEL' ? '"PAY_LATER"' : '"PREPAID"',
  ),
  ...sometimes<BookingFacts>(
    4,
    305,
    ['companyPaymentMethod', () => '"true"'],
    ['statementDescription', (b) => text(`NAVAN ${b.type} ${b.destination.airportCode}`)],
  ),
  ['expensed', (b) => String(b.random(233) % 2 === 0)],
  [
    'invoice',
    (b) => (b.random(232) % 2 ? 'null' : text(`https://navan.invalid/invoices/${b.index}`)),
  ],
  ['invoiceNumber', (b) => (b.random(232) % 2 ? 'null' : `"INV-${b.index}"`)],
  ...alwaysNull<BookingFacts>(
    'airlineCreditCardSurcharge',
    'exchangeAmount',
    'exchangeFee',
    'extrasFees',
    'handlingFees',
    'hst',
    'invoiceCollectionFees',
    'qst',
    'transactionFees',
    'travelAgentRequestFee',
    'vipFee',
    'pdf',
  ),
  [
    'credit',
    (b) =>
      b.type === 'FLIGHT' && b.cancelled
        ? `{"creditAvailable":${cents(b.baseCents)},"creditAvailableUsd":${cents(usd(b))},"creditExchangeFeeUsd":0.00,"creditUsed":null,"creditUsedUsd":null,"residualCredit":null}`
        : 'null',
  ],
];
