import type { Field } from '../../data/field';
import { DAY } from '../../data/times';
import { amountText, converted, type Currency, inverseText, rateText } from './currencies';
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
    ['posted_amount', posted((s) => money(s.posted, s.currency))],
    ['posted_currency', (s) => `"${s.currency}"`],
    ['original_amount', (s) => money(s.sign * s.original.units, s.original.currency)],
    ['original_currency', (s) => `"${s.original.currency}"`],
    ['personal_amount', (s) => money(s.personal, s.currency)],
    ['rejected_amount', (s) => money(s.rejected, s.currency)],
    ['billable_entity_amount', posted(billable)],
    ['billable_entity_currency', (s) => `"${currencyOf(s.entity)}"`],
    ['fee', (s) => money(0, s.currency)],
    ['fx_fee_amount', posted((s) => money(s.fxFee, s.currency))],
    ['exchange_rate', posted((s) => stated(s.rate))],
    ['accrued_rebate_amount', posted(accruedRebate)],
    ...reimbursementFields(stated),
  ];
}

/** Of what was bought with a company card. */
function accruedRebate(s: State): string {
  if (s.type !== 'card-transactions') return 'null';
  const units = s.kind === 'REFUND' ? -s.rebate : s.rebate;
  return amountText(units, s.currency);
}

function billable(s: State): string {
  const books = currencyOf(s.entity);
  const rate = rateText(s.currency, books, Math.floor(s.life.posted / DAY));
  const size = { units: Math.abs(s.posted), currency: s.currency };
  return money(Math.sign(s.posted) * converted(size, books, rate), books);
}

function reimbursementFields(stated: (rate: string) => string): Field<State>[] {
  const paid =
    (write: (one: NonNullable<State['reimbursement']>) => string) =>
    (s: State): string =>
      s.isSettled && s.reimbursement ? write(s.reimbursement) : 'null';
  return [
    ['reimbursement_amount', paid(({ units, currency }) => money(units, currency))],
    ['reimbursement_currency', paid(({ currency }) => `"${currency}"`)],
    ['reimbursement_method', paid(({ method }) => `"${method}"`)],
    ['reimbursement_exchange_rate', paid(({ rate }) => stated(rate))],
    ['direct_reimbursement_fee_amount', paid(({ fee, currency }) => money(fee, currency))],
  ];
}
