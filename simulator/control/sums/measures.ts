import { DAY } from '../../data/times';
import { type Decimal, decimalOf, plus } from '../../data/decimal';
import type { RawRecord } from './raw-record';

/** What is added up. Amounts of money are added only where their currency separates the groups. */
export interface Measure {
  readonly name: string;
  /** The field with the currency. Absent: amounts of all records can be added. */
  readonly currency?: string;
  readonly of: (record: RawRecord) => Decimal | undefined;
}

const field = (name: string, currency?: string): Measure => ({
  name,
  ...(currency === undefined ? {} : { currency }),
  of: (record) => record.decimal(name),
});

const inCurrency = (currency: string, ...names: string[]): Measure[] =>
  names.map((name) => field(name, currency));

const within = (object: string, name: string, currency?: string): Measure => ({
  ...field(`${object}.${name}`, currency),
  of: (record) => record.object(object)?.decimal(name),
});

export const TRANSACTION_MEASURES: readonly Measure[] = [
  ...inCurrency(
    'posted_currency',
    'posted_amount',
    'personal_amount',
    'rejected_amount',
    'fee',
    'fx_fee_amount',
    'accrued_rebate_amount',
  ),
  field('original_amount', 'original_currency'),
  field('billable_entity_amount', 'billable_entity_currency'),
  field('reimbursement_amount', 'reimbursement_currency'),
  field('direct_reimbursement_fee_amount', 'reimbursement_currency'),
  within('tax_details', 'tax_amount', 'posted_currency'),
  { name: 'line_items.amount', currency: 'posted_currency', of: lineItems },
];

export const BOOKING_MEASURES: readonly Measure[] = [
  ...inCurrency(
    'currency',
    'grandTotal',
    'basePrice',
    'tax',
    'bookingFee',
    'tripFee',
    'netCharge',
    'saving',
    'savingMissed',
    'exchangeAmount',
    'exchangeFee',
  ),
  within('credit', 'creditAvailable', 'currency'),
  within('credit', 'creditUsed', 'currency'),
  within('credit', 'residualCredit', 'currency'),
  field('usdGrandTotal'),
  within('credit', 'creditAvailableUsd'),
  within('credit', 'creditUsedUsd'),
  field('carbonEmissions'),
  field('carbonOffsetCost'),
  field('flightMiles'),
  field('trainMiles'),
  field('numberOfPassengers'),
  { name: 'nights', of: nights },
];

function lineItems(record: RawRecord): Decimal | undefined {
  const amounts = record.list('line_items').map((item) => {
    const { amount } = item as { readonly amount?: unknown };
    return typeof amount === 'string' ? decimalOf(amount) : undefined;
  });
  return amounts.reduce<Decimal | undefined>(
    (sum, amount) => (sum && amount ? plus(sum, amount) : (amount ?? sum)),
    undefined,
  );
}

/** From the first to the last day of a stay. */
function nights(record: RawRecord): Decimal | undefined {
  if (record.scalar('bookingType') !== 'HOTEL') return undefined;
  const days = (instant('endDate', record) - instant('startDate', record)) / DAY;
  return Number.isInteger(days) ? { units: BigInt(days), scale: 0 } : undefined;
}

function instant(name: string, record: RawRecord): number {
  return Date.parse(record.scalar(name) ?? '');
}
