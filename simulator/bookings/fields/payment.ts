import { type Field, alwaysNull, mills, sometimes, text } from '../../data/field';
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

const odd = (b: BookingFacts, salt: number): string =>
  b.random(salt) % 4
    ? mills((b.random(salt + 1) % 9000) * 10)
    : (SPELLINGS[b.random(salt + 1) % SPELLINGS.length] ?? '0');

/** Points, fees and the payment. */
export const paymentFields: readonly Field<BookingFacts>[] = [
  ...sometimes<BookingFacts>(
    5,
    304,
    ['ppbPointsBurned', (b) => odd(b, 224)],
    ['tripBucksEarned', (b) => odd(b, 226)],
    ['tripBucksEarnedUsd', (b) => odd(b, 228)],
  ),
  ['resortFee', (b) => (b.type === 'HOTEL' && b.random(230) % 3 === 0 ? '25.50' : 'null')],
  ['seatsFee', (b) => (b.type === 'FLIGHT' ? mills((b.random(231) % 4000) * 10) : 'null')],
  ['maxCancellationLoss', (b) => (b.cancelled ? mills(b.bookingFee) : 'null')],
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
  ),
];
