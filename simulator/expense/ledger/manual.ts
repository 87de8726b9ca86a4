import { DAY, spreadTimes, type Times } from '../../data/times';
import type { Switches } from '../../switches';
import { CURRENCIES, type Currency, converted, rateText } from './currencies';
import { type Entry, entryOf, type Reimbursement } from './entry';
import { lifeOf } from './life';
import { currencyOf } from './programs';
import { Dice, type Entries, type LedgerSource } from './source';
import {
  decisionOf,
  glCodeOf,
  partOf,
  priceOf,
  progressOf,
  recodingOf,
  rejectedOf,
  taxOf,
} from './spending';

/** Expenses of one person that are reimbursed together. */
const GROUP = 5;
const PER_MILE = 67;

/** What people paid themselves: expenses and mileage. The last of a group may be the payout of the others. */
export class ManualExpenses implements Entries<Entry> {
  readonly count: number;
  readonly dice: Dice;
  private readonly times: Times;

  constructor(
    private readonly source: LedgerSource,
    private readonly switches: Pick<Switches, 'payouts'>,
  ) {
    this.dice = new Dice(source, 'manual-transactions');
    this.times = spreadTimes(this.dice.seed, source.count, source.from, source.to);
    this.count = source.count;
  }

  at(index: number): Entry {
    return this.isPayout(index) ? this.payout(index) : this.expense(index);
  }

  private isPayout(index: number): boolean {
    return this.switches.payouts === 'rows' && index % GROUP === GROUP - 1;
  }

  private expense(index: number): Entry {
    const roll = this.dice.roll(index);
    const who = this.source.people.any(this.groupRoll(index)(2));
    const currency = currencyOf(who.billableEntity);
    const progress = progressOf(roll, this.times.at(index));
    const isMileage = roll(54) % 6 === 0;
    const day = Math.floor(progress.posted / DAY);
    const price = isMileage ? mileage(roll, currency) : priceOf(roll, currency, day);
    const personal = index % 8 === 3 ? partOf(price.units, roll(48)) : 0;
    const rejected = rejectedOf(roll, price.units - personal);
    const net = price.units - personal - rejected;
    const settled =
      decisionOf(roll) === 'APPROVED' && net > 0 ? this.paidAt(index, progress.decided) : Infinity;
    return entryOf({
      original: price.original,
      units: price.units,
      usedRate: price.usedRate,
      rate: price.rate,
      type: 'manual-transactions',
      kind: isMileage ? 'MILEAGE' : 'EXPENSE',
      index,
      who,
      currency,
      personal,
      rejected,
      latePersonal: personal,
      random: roll,
      entity: who.billableEntity,
      life: lifeOf({ created: this.times.at(index), ...progress, settled }),
      decision: decisionOf(roll),
      recoding: recodingOf(roll),
      tax: isMileage ? null : taxOf(roll, price.units),
      glCode: glCodeOf(roll),
      reimbursement: reimbursement(roll, who.index, { units: net, currency }, settled),
      relatedTo: this.payoutId(index),
      activity: 'OUT_OF_POCKET',
      vendor: roll(13),
    });
  }

  /** The sum of what the group's expenses are reimbursed with; if there are none, it never comes to exist. */
  private payout(index: number): Entry {
    const first = index - GROUP + 1;
    const paid = Array.from({ length: GROUP - 1 }, (_, n) => this.expense(first + n)).filter(
      ({ life }) => Number.isFinite(life.settled),
    );
    const { who } = this.expense(first);
    const created = paid[0]?.life.settled ?? Infinity;
    return entryOf({
      type: 'manual-transactions',
      kind: 'REIMBURSEMENT',
      index,
      who,
      entity: who.billableEntity,
      currency: paid[0]?.reimbursement?.currency ?? currencyOf(who.billableEntity),
      units: paid.reduce((sum, { reimbursement: one }) => sum + (one?.units ?? 0), 0),
      life: lifeOf({ created, posted: created }),
      activity: 'PAYOUT',
      random: this.dice.roll(index),
    });
  }

  /** Two weeks after the group's last expense. What is not approved by then is never paid. */
  private paidAt(index: number, decided: number): number {
    const last = Math.min(index - (index % GROUP) + GROUP - 1, this.count - 1);
    const paid = this.times.at(last) + 14 * DAY;
    return decided < paid ? paid : Infinity;
  }

  private payoutId(index: number): string | null {
    const last = index - (index % GROUP) + GROUP - 1;
    return this.isPayout(last) && last < this.count ? this.dice.id(last) : null;
  }

  private groupRoll(index: number): (salt: number) => number {
    return this.dice.roll(Math.floor(index / GROUP));
  }
}

function mileage(
  roll: (salt: number) => number,
  currency: Currency,
): Pick<Entry, 'units' | 'original' | 'usedRate' | 'rate'> {
  const cents = Math.round((milesOf(roll) * PER_MILE) / 100);
  const units = converted(
    { units: cents, currency: 'USD' },
    currency,
    rateText('USD', currency, 0),
  );
  return { units, original: { units, currency }, usedRate: '1.0', rate: '1.0' };
}

/** Hundredths of a mile. */
export function milesOf(roll: (salt: number) => number): number {
  return 500 + (roll(55) % 20_000);
}

/** One of six people is paid in another currency than the company's. */
function reimbursement(
  roll: (salt: number) => number,
  person: number,
  net: { units: number; currency: Currency },
  settled: number,
): Reimbursement | null {
  if (!Number.isFinite(settled)) return null;
  const other = CURRENCIES[person % CURRENCIES.length] as Currency;
  const currency = person % 6 === 1 ? other : net.currency;
  const rate = rateText(net.currency, currency, Math.floor(settled / DAY));
  const method = roll(56) % 2 ? 'DIRECT' : 'PAYROLL';
  const fee = converted({ units: 100, currency: 'USD' }, currency, rateText('USD', currency, 0));
  const units = converted(net, currency, rate);
  return { units, currency, rate, method, fee: method === 'DIRECT' ? fee : 0 };
}
