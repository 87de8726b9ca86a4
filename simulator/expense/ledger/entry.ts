import type { Person } from '../../data/people';
import type { ExpenseType } from '../types';
import type { Currency, Money } from './currencies';
import type { Kind } from './kinds';
import type { Life } from './life';
import type { CardProgram } from './programs';

/** A tax that an amount includes. */
export interface Tax {
  readonly code: string;
  readonly percent: number;
  readonly units: number;
}

export interface Reimbursement extends Money {
  readonly rate: string;
  readonly method: 'DIRECT' | 'PAYROLL';
  /** In the same currency. */
  readonly fee: number;
}

/** What changes after a transaction was synced. */
export type Recoding = 'glCode' | 'costCenter' | 'personal';

/** One transaction, as it is meant: amounts without a sign, nothing hidden in another. Written under the switches. */
export interface Entry {
  readonly type: ExpenseType;
  readonly index: number;
  readonly kind: Kind;
  readonly life: Life;
  readonly who: Person;
  readonly entity: string;
  readonly program: CardProgram | null;
  readonly original: Money;
  readonly currency: Currency;
  /** In `currency`, as all amounts below: the whole amount, with its personal and rejected parts, without the FX fee. */
  readonly units: number;
  /** Units of `currency` per unit of the original currency, and what is stated as that: null, or now and then another. */
  readonly usedRate: string;
  readonly rate: string | null;
  readonly fxFee: number;
  readonly personal: number;
  /** The personal part once it was marked after the sync. */
  readonly latePersonal: number;
  readonly rejected: number;
  readonly rebate: number;
  readonly decision: string | null;
  readonly recoding: Recoding;
  readonly tax: Tax | null;
  /** The number in the list of GL codes. Null: not coded, or only when approved. */
  readonly glCode: number | null;
  readonly reimbursement: Reimbursement | null;
  /** The id of the transaction that this one belongs to. */
  readonly relatedTo: string | null;
  readonly activity: string;
  readonly vendor: number;
  readonly random: (salt: number) => number;
}

type Given = Pick<
  Entry,
  | 'type'
  | 'index'
  | 'kind'
  | 'life'
  | 'who'
  | 'entity'
  | 'currency'
  | 'units'
  | 'activity'
  | 'random'
>;

/** An entry of which the rest is empty. Spelt out: objects put together by spreading cost ten times as much. */
export function entryOf(given: Given & Partial<Entry>): Entry {
  return {
    type: given.type,
    index: given.index,
    kind: given.kind,
    life: given.life,
    who: given.who,
    entity: given.entity,
    program: given.program ?? null,
    original: given.original ?? { units: given.units, currency: given.currency },
    currency: given.currency,
    units: given.units,
    usedRate: given.usedRate ?? '1.0',
    rate: given.rate === undefined ? '1.0' : given.rate,
    fxFee: given.fxFee ?? 0,
    personal: given.personal ?? 0,
    latePersonal: given.latePersonal ?? 0,
    rejected: given.rejected ?? 0,
    rebate: given.rebate ?? 0,
    decision: given.decision ?? null,
    recoding: given.recoding ?? 'glCode',
    tax: given.tax ?? null,
    glCode: given.glCode ?? null,
    reimbursement: given.reimbursement ?? null,
    relatedTo: given.relatedTo ?? null,
    activity: given.activity,
    vendor: given.vendor ?? 0,
    random: given.random,
  };
}
