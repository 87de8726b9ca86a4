import { DAY } from '../../data/times';
import { type Cards, isRefund, statedAt } from './cards';
import { type Entry, entryOf } from './entry';
import { lifeOf } from './life';
import { Dice, type Entries, type LedgerSource } from './source';

const EVERY = 29;

/** A disputed purchase is credited provisionally. Won: the credit stays. Lost: it is reversed. A third stays open. */
export class Disputes implements Entries<Entry> {
  readonly count: number;
  readonly dice: Dice;

  constructor(
    source: LedgerSource,
    private readonly cards: Cards,
  ) {
    this.dice = new Dice(source, 'disputes');
    this.count = 2 * Math.floor((cards.count + EVERY - 8) / EVERY);
  }

  at(index: number): Entry {
    const credit = this.credit(index - (index % 2));
    return index % 2 === 0 ? credit : this.reversal(index, credit);
  }

  private credit(index: number): Entry {
    const bought = this.cards.at((index / 2) * EVERY + 7);
    const roll = this.dice.roll(index);
    const { who, entity, currency, program, units, life } = bought;
    const created = isRefund(bought.index)
      ? Infinity
      : life.posted + 2 * DAY + (roll(63) % (6 * DAY));
    const outcome = OUTCOMES[roll(64) % 3] as string;
    return entryOf({
      type: 'disputes',
      kind: 'PROVISIONAL_CREDIT',
      index,
      random: roll,
      who,
      entity,
      currency,
      program,
      units,
      vendor: bought.vendor,
      activity: outcome,
      relatedTo: this.cards.dice.id(bought.index),
      life: lifeOf({
        created,
        posted: created,
        stated: statedOrNever(created, roll(52)),
        settled: outcome === OPEN ? Infinity : created + 15 * DAY + (roll(65) % (10 * DAY)),
      }),
    });
  }

  private reversal(index: number, credit: Entry): Entry {
    const created = credit.activity === LOST ? credit.life.settled + 3_600_000 : Infinity;
    const random = this.dice.roll(index);
    return entryOf({
      ...credit,
      kind: 'CREDIT_REVERSAL',
      index,
      random,
      relatedTo: this.dice.id(credit.index),
      life: lifeOf({ created, posted: created, stated: statedOrNever(created, random(52)) }),
    });
  }
}

const OPEN = 'DISPUTE_OPEN';
const LOST = 'DISPUTE_LOST';
export const OUTCOMES = [OPEN, 'DISPUTE_WON', LOST];

function statedOrNever(created: number, random: number): number {
  return Number.isFinite(created) ? statedAt(created, random) : Infinity;
}
