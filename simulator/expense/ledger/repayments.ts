import { DAY } from '../../data/times';
import type { Cards } from './cards';
import { isRefund } from './cards';
import { type Entry, entryOf } from './entry';
import { lifeOf } from './life';
import { Dice, type Entries, type LedgerSource } from './source';

const EVERY = 8;

/** What people pay back for the personal part of a purchase (every eighth has one): at once, in two parts, or never. */
export class Repayments implements Entries<Entry> {
  readonly count: number;
  readonly dice: Dice;

  constructor(
    source: LedgerSource,
    private readonly cards: Cards,
  ) {
    this.dice = new Dice(source, 'repayments');
    this.count = 2 * Math.floor((cards.count + EVERY - 4) / EVERY);
  }

  at(index: number): Entry {
    const slot = index % 2;
    const bought = this.cards.at(Math.floor(index / 2) * EVERY + 3);
    const roll = this.dice.roll(index - slot);
    const half = Math.floor(bought.personal / 2);
    const isSplit = roll(57) % 4 === 0 && half > 0;
    const happens = !isRefund(bought.index) && roll(58) % 5 > 0 && (slot === 0 || isSplit);
    const first = bought.life.posted + 3 * DAY + (roll(59) % (12 * DAY));
    const created = happens ? first + slot * 10 * DAY : Infinity;
    const { who, entity, currency, program } = bought;
    return entryOf({
      type: 'repayments',
      kind: 'REPAYMENT',
      index,
      who,
      entity,
      currency,
      program,
      units: isSplit ? ([half, bought.personal - half][slot] as number) : bought.personal,
      life: lifeOf({ created, posted: created + DAY, synced: created + 3 * DAY }),
      activity: roll(60) % 3 ? 'BANK_TRANSFER' : 'DEBIT_CARD',
      relatedTo: this.cards.dice.id(bought.index),
      random: this.dice.roll(index),
    });
  }
}
