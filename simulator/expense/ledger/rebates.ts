import { DAY } from '../../data/times';
import { statedAt } from './cards';
import type { Totals } from './account';
import { type Entry, entryOf } from './entry';
import { type Life, lifeOf } from './life';
import { STATEMENT_COUNT, statementAt } from './months';
import { type CardProgram, PROGRAMS } from './programs';
import { Dice, type Entries, type LedgerSource } from './source';

/** Accruals are made for these days. */
const DAYS = 120;
const ACCRUED = 'ACCRUED';
const PAID = 'PAID';

/** A rebate is accrued for each day and programme; that of a month is paid on the tenth of the next. */
export class Rebates implements Entries<Entry> {
  readonly count = PROGRAMS.length * DAYS + STATEMENT_COUNT;
  readonly dice: Dice;

  constructor(
    private readonly source: LedgerSource,
    private readonly byDay: () => Totals,
  ) {
    this.dice = new Dice(source, 'daily-rebates');
  }

  at(index: number): Entry {
    const daily = PROGRAMS.length * DAYS;
    return index < daily ? this.accrual(index) : this.payment(index, index - daily);
  }

  private accrual(index: number): Entry {
    const program = PROGRAMS[index % PROGRAMS.length] as CardProgram;
    const day = this.firstDay() + Math.floor(index / PROGRAMS.length) * DAY;
    const units = this.byDay().of(program, day);
    const posted = day + DAY - 1;
    return this.entry(index, program, units, { activity: ACCRUED, life: { posted } });
  }

  /** Paid through the account: on the statement of the month in which it is paid. */
  private payment(index: number, statement: number): Entry {
    const { program, start, end } = statementAt(statement, this.source.from);
    const units = this.ofMonth(program, start, end);
    const posted = end + 9 * DAY + 8 * 3_600_000;
    const stated = units === 0 ? Infinity : statedAt(posted, this.dice.roll(index)(52));
    return this.entry(index, program, units, { activity: PAID, life: { posted, stated } });
  }

  /** A day or month without a rebate has none. Refunds may make it negative. */
  private entry(
    index: number,
    program: CardProgram,
    units: number,
    { activity, life }: { readonly activity: string; readonly life: Partial<Life> },
  ): Entry {
    const random = this.dice.roll(index);
    const { entity, currency } = program;
    const created = units === 0 ? Infinity : (life.posted ?? Infinity);
    return entryOf({
      type: 'daily-rebates',
      kind: 'REBATE',
      index,
      units,
      activity,
      random,
      who: this.source.people.any(random(2)),
      program,
      entity,
      currency,
      life: lifeOf({ created, ...life }),
    });
  }

  private ofMonth(program: CardProgram, start: number, end: number): number {
    const last = Math.min(end, this.firstDay() + DAYS * DAY);
    let units = 0;
    for (let day = Math.max(start, this.firstDay()); day < last; day += DAY)
      units += this.byDay().of(program, day);
    return units;
  }

  private firstDay(): number {
    return this.source.from - (this.source.from % DAY);
  }
}
