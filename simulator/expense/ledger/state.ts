import type { Switches } from '../../switches';
import type { Expense } from '../generator';
import type { Entry } from './entry';
import { isCredit, type Credit } from './kinds';
import { changedAt } from './life';

export type LedgerSwitches = Pick<
  Switches,
  'fxFee' | 'personalAmount' | 'positiveCredits' | 'expenseRate' | 'payouts' | 'relatedBy'
>;

/** An entry as it is at a moment, under the switches. */
export interface State extends Expense {
  readonly entry: Entry;
  readonly isPosted: boolean;
  readonly isDecided: boolean;
  readonly isSynced: boolean;
  readonly isRecoded: boolean;
  readonly isStated: boolean;
  readonly isSettled: boolean;
  readonly personal: number;
  readonly rejected: number;
  readonly sign: 1 | -1;
  /** `posted_amount`, in minor units. */
  readonly posted: number;
}

export function stateOf(entry: Entry, horizon: number, switches: LedgerSwitches): State {
  const { life, units, fxFee, kind } = entry;
  const isRecoded = life.recoded <= horizon;
  const isDecided = life.decided <= horizon;
  const personal = isRecoded ? personalAfter(entry) : entry.personal;
  const sign = signOf(kind, switches.positiveCredits);
  const hidden = switches.personalAmount === 'outside' ? personal : 0;
  const added = switches.fxFee === 'inside' ? fxFee : 0;
  return {
    entry,
    index: entry.index,
    type: entry.type,
    who: entry.who,
    random: entry.random,
    modifiedAt: changedAt(life, horizon) ?? life.created,
    postedAt: life.posted,
    amount: units,
    booked: false,
    isPosted: life.posted <= horizon,
    isDecided,
    isSynced: life.synced <= horizon,
    isRecoded,
    isStated: life.stated <= horizon,
    isSettled: life.settled <= horizon,
    personal,
    rejected: isDecided ? entry.rejected : 0,
    sign,
    posted: sign * (units - hidden + added),
  };
}

/** A part may be marked as personal late, of what was not rejected. */
function personalAfter({ recoding, personal, latePersonal, units, rejected }: Entry): number {
  return recoding === 'personal' ? Math.min(latePersonal, units - rejected) : personal;
}

export function signOf(kind: string, positive: readonly Credit[]): 1 | -1 {
  return isCredit(kind) && !positive.includes(kind) ? -1 : 1;
}

/** Whether a person bought something: the entry is coded, approved and may have items. */
export function isSpending({ entry: { kind } }: State): boolean {
  return ['PURCHASE', 'REFUND', 'EXPENSE', 'MILEAGE'].includes(kind);
}
