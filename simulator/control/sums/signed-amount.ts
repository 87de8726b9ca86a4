import { type Decimal, negated, plus } from '../../data/decimal';
import { isCredit, isKind } from '../../expense/ledger/kinds';
import { type LedgerSwitches, signOf } from '../../expense/ledger/state';
import type { Measure } from './measures';
import type { RawRecord } from './raw-record';

const ZERO: Decimal = { units: 0n, scale: 0 };

/**
 * What a ledger's transaction adds to what the company owes or pays (credits and payments: negative), with its personal
 * part and without its FX fee: the same under every answer to the switches.
 */
export function signedAmount(isStatement: boolean, switches: LedgerSwitches): Measure {
  const of = isStatement ? paid : transacted;
  return {
    name: 'signed_amount',
    currency: 'posted_currency',
    of: (record) => of(record, switches),
  };
}

function paid(record: RawRecord, { positiveCredits }: LedgerSwitches): Decimal | undefined {
  const posted = record.decimal('posted_amount');
  return posted && times(posted, -signOf('PAYMENT', positiveCredits));
}

function transacted(record: RawRecord, switches: LedgerSwitches): Decimal | undefined {
  const posted = record.decimal('posted_amount');
  const kind = record.scalar('transaction_type') ?? '';
  if (!posted || !isKind(kind)) return undefined;
  const { personalAmount, fxFee, positiveCredits } = switches;
  const size = times(posted, signOf(kind, positiveCredits));
  const personal = personalAmount === 'outside' ? record.decimal('personal_amount') : ZERO;
  const fee = fxFee === 'inside' ? record.decimal('fx_fee_amount') : ZERO;
  const whole = plus(plus(size, personal ?? ZERO), negated(fee ?? ZERO));
  return times(whole, isCredit(kind) ? -1 : 1);
}

function times(value: Decimal, sign: number): Decimal {
  return sign < 0 ? negated(value) : value;
}
