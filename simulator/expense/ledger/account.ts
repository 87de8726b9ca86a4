import { DAY } from '../../data/times';
import type { Entry } from './entry';
import { isCredit } from './kinds';
import { monthStart } from './life';
import type { CardProgram } from './programs';
import type { Entries } from './source';

/** Sums by programme and day or month, in minor units. */
export class Totals {
  private readonly totals = new Map<string, number>();

  add(program: CardProgram, at: number, units: number): void {
    const key = keyOf(program, at);
    this.totals.set(key, this.of(program, at) + units);
  }

  of(program: CardProgram, at: number): number {
    return this.totals.get(keyOf(program, at)) ?? 0;
  }
}

function keyOf({ code }: CardProgram, at: number): string {
  return `${code} ${at}`;
}

/** What purchases less refunds earn in rebates, by the day on which they are posted. */
export function rebatesByDay(cards: Entries<Entry>): Totals {
  const totals = new Totals();
  for (let n = 0; n < cards.count; n += 1) {
    const { program, life, rebate, kind } = cards.at(n);
    if (program && Number.isFinite(life.posted))
      totals.add(program, life.posted - (life.posted % DAY), kind === 'REFUND' ? -rebate : rebate);
  }
  return totals;
}

/**
 * What each month adds to the accounts of the programmes. FX fees of purchases belong to them in any case: as part of
 * the amount, in a transaction of their own, or in addition.
 */
export function owedByMonth(all: readonly Entries<Entry>[]): Totals {
  const totals = new Totals();
  for (const entries of all) {
    for (let n = 0; n < entries.count; n += 1) {
      const { program, life, kind, units, fxFee } = entries.at(n);
      if (!program || kind === 'FX_FEE' || !Number.isFinite(life.stated)) continue;
      totals.add(program, monthStart(life.posted), (isCredit(kind) ? -units : units) + fxFee);
    }
  }
  return totals;
}
