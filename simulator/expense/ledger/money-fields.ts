import type { Field } from '../../data/field';
import { DAY } from '../../data/times';
import { amountText, converted, type Currency, inverseText, rateText } from './currencies';
import type { Entry } from './entry';
import { currencyOf } from './programs';
import type { LedgerSwitches, State } from './state';

const money = (units: number, currency: Currency): string => `"${amountText(units, currency)}"`;

/** Amounts, which are known once the transaction is posted. */
export function moneyFields(switches: LedgerSwitches): Field<State>[] {
  const stated = (rate: string | null): string => {
    if (rate === null) return 'null';
    return switches.expenseRate === 'postedPerOriginal' ? rate : inverseText(rate);
  };
  const posted = (write: (s: State) => string) => (s: State) => (s.isPosted ? write(s) : 'null');
  return [
    ['posted_amount', posted((s) => money(s.posted, s.entry.currency))],
    ['posted_currency', (s) => `"${s.entry.currency}"`],
    ['original_amount', (s) => money(s.sign * s.entry.original.units, s.entry.original.currency)],
    ['original_currency', (s) => `"${s.entry.original.currency}"`],
    ['personal_amount', (s) => money(s.personal, s.entry.currency)],
    ['rejected_amount', (s) => money(s.rejected, s.entry.currency)],
    ['billable_entity_amount', posted(billable)],
    ['billable_entity_currency', (s) => `"${currencyOf(s.entry.entity)}"`],
    ['fee', (s) => money(0, s.entry.currency)],
    ['fx_fee_amount', posted((s) => money(s.entry.fxFee, s.entry.currency))],
    ['exchange_rate', posted((s) => stated(s.entry.rate))],
    ['accrued_rebate_amount', posted(accruedRebate)],
    ...reimbursementFields(stated),
  ];
}

/** Of what was bought with a company card. */
function accruedRebate(s: State): string {
  if (s.type !== 'card-transactions') return 'null';
  const units = s.entry.kind === 'REFUND' ? -s.entry.rebate : s.entry.rebate;
  return amountText(units, s.entry.currency);
}

function billable(s: State): string {
  const books = currencyOf(s.entry.entity);
  const rate = rateText(s.entry.currency, books, Math.floor(s.entry.life.posted / DAY));
  const size = { units: Math.abs(s.posted), currency: s.entry.currency };
  return money(Math.sign(s.posted) * converted(size, books, rate), books);
}

function reimbursementFields(stated: (rate: string) => string): Field<State>[] {
  const paid =
    (write: (one: NonNullable<Entry['reimbursement']>) => string) =>
    (s: State): string =>
      s.isSettled && s.entry.reimbursement ? write(s.entry.reimbursement) : 'null';
  return [
    ['reimbursement_amount', paid(({ units, currency }) => money(units, currency))],
    ['reimbursement_currency', paid(({ currency }) => `"${currency}"`)],
    ['reimbursement_method', paid(({ method }) => `"${method}"`)],
    ['reimbursement_exchange_rate', paid(({ rate }) => stated(rate))],
    ['direct_reimbursement_fee_amount', paid(({ fee, currency }) => money(fee, currency))],
  ];
}
