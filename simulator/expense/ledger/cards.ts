import { DAY, spreadTimes, type Times } from '../../data/times';
import { type Money, converted } from './currencies';
import { type Entry, entryOf } from './entry';
import { type Life, lifeOf, monthStart } from './life';
import { programOf } from './programs';
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

/** Two days after the month in which it was posted, a card's transaction is on that month's statement. */
export function statedAt(posted: number, random: number): number {
  return monthStart(posted, 1) + 2 * DAY + (random % DAY);
}

export type CardType = 'card-transactions' | 'connect-transactions';

/**
 * Purchases and their refunds, on the company's cards or on connected ones of a bank: these belong to no programme and
 * are on no statement.
 */
export class Cards implements Entries<Entry> {
  readonly count: number;
  readonly dice: Dice;
  private readonly times: Times;

  constructor(
    private readonly source: LedgerSource,
    private readonly type: CardType,
  ) {
    this.dice = new Dice(source, type);
    this.times = spreadTimes(this.dice.seed, source.count, source.from, source.to);
    this.count = source.count;
  }

  at(index: number): Entry {
    return isRefund(index) ? this.refund(index) : this.purchase(index);
  }

  private purchase(index: number): Entry {
    const roll = this.dice.roll(index);
    const who = this.source.people.any(roll(2));
    const program = programOf(who.billableEntity, who.index);
    const { currency } = program;
    const life = this.life(index, roll);
    const price = priceOf(roll, currency, Math.floor(life.posted / DAY));
    const personal = index % 8 === 3 ? partOf(price.units, roll(48)) : 0;
    const isForeign = price.original.currency !== currency;
    return entryOf({
      type: this.type,
      kind: 'PURCHASE',
      index,
      life,
      who,
      entity: who.billableEntity,
      program: this.isCompany() ? program : null,
      currency,
      original: price.original,
      units: price.units,
      usedRate: price.usedRate,
      rate: price.rate,
      fxFee: isForeign && roll(49) % 2 === 0 ? Math.ceil((price.units * 3) / 100) : 0,
      personal,
      latePersonal: personal === 0 ? partOf(price.units, roll(50)) : personal,
      rejected: rejectedOf(roll, price.units - personal),
      rebate: this.isCompany() ? Math.floor(price.units / 100) : 0,
      decision: decisionOf(roll),
      recoding: recodingOf(roll),
      tax: taxOf(roll, price.units),
      glCode: glCodeOf(roll),
      activity: this.isCompany() ? 'CARD' : 'CONNECTED_CARD',
      vendor: roll(13),
      random: roll,
    });
  }

  /** Of a purchase up to six transactions earlier, at its rate, wholly or in part. */
  private refund(index: number): Entry {
    const roll = this.dice.roll(index);
    const bought = this.at(refundedBy(index, roll));
    const share = roll(51) % 2 === 0 ? 1 : 0.4;
    const original: Money = {
      ...bought.original,
      units: Math.ceil(bought.original.units * share),
    };
    const units = Math.min(bought.units, converted(original, bought.currency, bought.usedRate));
    const own = this.life(index, roll);
    const late = Math.max(own.posted, bought.life.posted + 3_600_000) - own.posted;
    return {
      ...bought,
      kind: 'REFUND',
      index,
      life: this.shifted(own, late, roll),
      original,
      units,
      fxFee: 0,
      personal: 0,
      latePersonal: 0,
      rejected: 0,
      rebate: bought.program ? Math.floor(units / 100) : 0,
      decision: decisionOf(roll),
      recoding: 'glCode',
      tax: bought.tax && taxOf(bought.random, units),
      relatedTo: this.dice.id(bought.index),
      random: roll,
    };
  }

  private isCompany(): boolean {
    return this.type === 'card-transactions';
  }

  private life(index: number, roll: (salt: number) => number): Life {
    const created = this.times.at(index);
    const progress = progressOf(roll, created);
    const stated = this.isCompany() ? statedAt(progress.posted, roll(52)) : Infinity;
    return lifeOf({ created, ...progress, stated });
  }

  private shifted(life: Life, late: number, roll: (salt: number) => number): Life {
    const posted = life.posted + late;
    return {
      ...life,
      posted,
      decided: life.decided + late,
      synced: life.synced + late,
      recoded: life.recoded + late,
      stated: this.isCompany() ? statedAt(posted, roll(52)) : Infinity,
    };
  }
}

/** Every ninth. */
export function isRefund(index: number): boolean {
  return index % 9 === 8;
}

function refundedBy(index: number, roll: (salt: number) => number): number {
  return index - 1 - (roll(53) % 6);
}
