import { pick } from '../../data/random';
import { DAY, spreadTimes, type Times } from '../../data/times';
import { statedAt } from './cards';
import { type Entry, entryOf } from './entry';
import { lifeOf } from './life';
import { PROGRAMS } from './programs';
import { Dice, type Entries, type LedgerSource } from './source';
import { priceOf } from './spending';

/** Credit and debit memos of card programmes: one for ten card transactions. */
export class Adjustments implements Entries<Entry> {
  readonly count: number;
  readonly dice: Dice;
  private readonly times: Times;

  constructor(private readonly source: LedgerSource) {
    this.dice = new Dice(source, 'adjustments');
    this.count = Math.ceil(source.count / 10);
    this.times = spreadTimes(this.dice.seed, this.count, source.from, source.to);
  }

  at(index: number): Entry {
    const roll = this.dice.roll(index);
    const program = pick(PROGRAMS, roll(61));
    const { entity, currency } = program;
    const created = this.times.at(index);
    const posted = created + DAY;
    return entryOf({
      type: 'adjustments',
      kind: roll(62) % 2 ? 'CREDIT_MEMO' : 'DEBIT_MEMO',
      index,
      who: this.source.people.any(roll(2)),
      program,
      entity,
      currency,
      random: roll,
      units: priceOf(roll, currency, 0).units,
      life: lifeOf({
        created,
        posted,
        synced: posted + 2 * DAY,
        stated: statedAt(posted, roll(52)),
      }),
      activity: 'MEMO',
    });
  }
}
