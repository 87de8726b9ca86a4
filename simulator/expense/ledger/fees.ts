import type { People } from '../../data/people';
import { DAY } from '../../data/times';
import type { Switches } from '../../switches';
import { type Cards, statedAt } from './cards';
import { unitOf } from './currencies';
import { type Entry, entryOf } from './entry';
import { lifeOf } from './life';
import type { ManualExpenses } from './manual';
import { STATEMENT_COUNT, statementAt } from './months';
import { Dice, type Entries, type LedgerSource } from './source';

/** FX fees of purchases (unless the switch hides them), fees of direct reimbursements, and monthly fees of programmes. */
export class Fees implements Entries<Entry> {
  readonly count: number;
  readonly dice: Dice;
  private readonly people: People;

  constructor(
    private readonly source: LedgerSource,
    private readonly cards: Cards,
    private readonly manual: ManualExpenses,
    private readonly switches: Pick<Switches, 'fxFee'>,
  ) {
    this.dice = new Dice(source, 'fees');
    this.people = source.people;
    this.count = cards.count + manual.count + STATEMENT_COUNT;
  }

  at(index: number): Entry {
    const { cards, manual } = this;
    if (index < cards.count) return this.fxFee(index, cards.at(index));
    const second = index - cards.count;
    if (second < manual.count) return this.reimbursementFee(index, manual.at(second));
    return this.platformFee(index, second - manual.count);
  }

  private fxFee(index: number, bought: Entry): Entry {
    const { who, entity, currency, program, fxFee, life } = bought;
    const created = fxFee > 0 && this.switches.fxFee === 'row' ? life.posted : Infinity;
    return entryOf({
      type: 'fees',
      kind: 'FX_FEE',
      index,
      who,
      entity,
      currency,
      program,
      units: fxFee,
      life: lifeOf({ created, posted: created, synced: created + DAY, stated: life.stated }),
      relatedTo: this.cards.dice.id(bought.index),
      activity: 'FEE',
      random: this.dice.roll(index),
    });
  }

  private reimbursementFee(index: number, paid: Entry): Entry {
    const { who, entity, life, reimbursement } = paid;
    const units = reimbursement?.fee ?? 0;
    const created = units > 0 ? life.settled : Infinity;
    return entryOf({
      type: 'fees',
      kind: 'REIMBURSEMENT_FEE',
      index,
      who,
      entity,
      units,
      currency: reimbursement?.currency ?? paid.currency,
      life: lifeOf({ created, posted: created, synced: created + DAY }),
      relatedTo: this.manual.dice.id(paid.index),
      activity: 'FEE',
      random: this.dice.roll(index),
    });
  }

  private platformFee(index: number, statement: number): Entry {
    const { program, start } = statementAt(statement, this.source.from);
    const roll = this.dice.roll(index);
    const created = Math.max(start, this.source.from) + 5 * 3_600_000;
    return entryOf({
      type: 'fees',
      kind: 'PLATFORM_FEE',
      index,
      program,
      activity: 'FEE',
      random: roll,
      who: this.people.any(roll(2)),
      entity: program.entity,
      currency: program.currency,
      units: 25 * unitOf(program.currency),
      life: lifeOf({ created, posted: created, stated: statedAt(created, roll(52)) }),
    });
  }
}
