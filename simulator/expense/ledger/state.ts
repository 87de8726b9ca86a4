import type { Switches } from '../../switches';
import type { Entry } from './entry';
import { isCredit, type Credit } from './kinds';
import { changedAt } from './life';

export type LedgerSwitches = Pick<
  Switches,
  'fxFee' | 'personalAmount' | 'positiveCredits' | 'expenseRate' | 'payouts' | 'relatedBy'
>;

/** An entry as it is at a moment, under the switches. */
export interface State extends Entry {
  readonly modifiedAt: number;
  readonly postedAt: number;
  readonly isPosted: boolean;
  readonly isDecided: boolean;
  readonly isSynced: boolean;
  readonly isRecoded: boolean;
  readonly isStated: boolean;
  readonly isSettled: boolean;
  readonly sign: 1 | -1;
  /** `posted_amount`, in minor units. */
  readonly posted: number;
}

export function stateOf(entry: Entry, horizon: number, switches: LedgerSwitches): State {
  const { life, units, fxFee, kind } = entry;
  const by = (at: number): boolean => at <= horizon;
  const isRecoded = by(life.recoded);
  const isDecided = by(life.decided);
  const rejected = isDecided ? entry.rejected : 0;
  const late = Math.min(entry.latePersonal, units - entry.rejected);
  const personal = isRecoded && entry.recoding === 'personal' ? late : entry.personal;
  const sign = signOf(kind, switches.positiveCredits);
  const hidden = switches.personalAmount === 'outside' ? personal : 0;
  const added = switches.fxFee === 'inside' ? fxFee : 0;
  return {
    ...entry,
    ...{ personal, rejected, isRecoded, isDecided, sign },
    modifiedAt: changedAt(life, horizon) ?? life.created,
    postedAt: life.posted,
    isPosted: by(life.posted),
    isSynced: by(life.synced),
    isStated: by(life.stated),
    isSettled: by(life.settled),
    posted: sign * (units - hidden + added),
  };
}

export function signOf(kind: string, positive: readonly Credit[]): 1 | -1 {
  return isCredit(kind) && !positive.includes(kind) ? -1 : 1;
}

/** Whether a person bought something: the entry is coded, approved and may have items. */
export function isSpending({ kind }: Pick<Entry, 'kind'>): boolean {
  return ['PURCHASE', 'REFUND', 'EXPENSE', 'MILEAGE'].includes(kind);
}
