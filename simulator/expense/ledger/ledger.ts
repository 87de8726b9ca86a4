import type { Clock } from '../../clock';
import { recordWriter } from '../../data/field';
import { Store } from '../../data/store';
import type { ExpenseType } from '../types';
import { owedByMonth, rebatesByDay, type Totals } from './account';
import { Adjustments } from './adjustments';
import { Cards } from './cards';
import { Disputes } from './disputes';
import type { Entry } from './entry';
import { Fees } from './fees';
import { ledgerFields } from './fields';
import type { Life } from './life';
import { LivingRecords, type Records } from './living';
import { ManualExpenses } from './manual';
import { Rebates } from './rebates';
import { Repayments } from './repayments';
import { Dice, type Entries, type LedgerSource } from './source';
import { type LedgerSwitches, stateOf } from './state';
import { StatementPayments } from './statements';

interface Surroundings {
  readonly switches: LedgerSwitches;
  readonly clock: Clock;
  /** The id of the booking that a random number selects. Null: there are no bookings. */
  readonly bookingId: (random: number) => string | null;
}

export interface Ledger {
  readonly expense: ReadonlyMap<ExpenseType, Store>;
  readonly statementPayments: Store;
}

/** A company's expenses that a ledger can be tested with: the eight types agree with each other and with statements. */
export function makeLedger(source: LedgerSource, surroundings: Surroundings): Ledger {
  const { switches, clock } = surroundings;
  const entries = entriesOf(source, switches);
  const version = (): string => `${switches.fxFee} ${switches.payouts}`;
  const stores = [...entries].map(([type, one]) => {
    const { seed } = new Dice(source, type);
    const records = new Transactions(one, seed, surroundings);
    return [type, new Store(new LivingRecords(records, seed, type, clock, version))] as const;
  });
  const owed = once(() => owedByMonth([...entries.values()]));
  const payments = new StatementPayments(source, owed, switches);
  const { seed } = new Dice(source, 'statement-payments');
  const living = new LivingRecords(payments, seed, null, clock, () => '');
  return { expense: new Map(stores), statementPayments: new Store(living) };
}

function entriesOf(
  source: LedgerSource,
  switches: LedgerSwitches,
): ReadonlyMap<ExpenseType, Entries<Entry> & { readonly dice: Dice }> {
  const cards = new Cards(source, 'card-transactions');
  const manual = new ManualExpenses(source, switches);
  return new Map<ExpenseType, Entries<Entry> & { readonly dice: Dice }>([
    ['card-transactions', cards],
    ['connect-transactions', new Cards(source, 'connect-transactions')],
    ['manual-transactions', manual],
    ['repayments', new Repayments(source, cards)],
    ['fees', new Fees(source, cards, manual, switches)],
    ['adjustments', new Adjustments(source)],
    [
      'daily-rebates',
      new Rebates(
        source,
        once(() => rebatesByDay(cards)),
      ),
    ],
    ['disputes', new Disputes(source, cards)],
  ]);
}

class Transactions implements Records {
  readonly count: number;
  private readonly write;

  constructor(
    private readonly entries: Entries<Entry> & { readonly dice: Dice },
    seed: number,
    private readonly surroundings: Surroundings,
  ) {
    this.count = entries.count;
    this.write = recordWriter(ledgerFields(seed, surroundings.switches, surroundings.bookingId));
  }

  id(index: number): string {
    return this.entries.dice.id(index);
  }

  life(index: number): Life {
    return this.entries.at(index).life;
  }

  text(index: number, horizon: number): string {
    const state = stateOf(this.entries.at(index), horizon, this.surroundings.switches);
    return this.write(state);
  }
}

/** They take a pass over all cards' transactions, so they are made when first needed. */
function once(make: () => Totals): () => Totals {
  let made: Totals | undefined;
  return () => (made ??= make());
}
