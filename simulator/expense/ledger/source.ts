import { uuidOf } from '../../data/ids';
import type { People } from '../../data/people';
import { hash, saltOf } from '../../data/random';
import type { ExpenseType } from '../types';

/** What a company's ledger is a function of. */
export interface LedgerSource {
  readonly seed: number;
  readonly people: People;
  /** How many transactions each of the types has that people make. */
  readonly count: number;
  /** The transactions that people make are created in this time, in milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

/** The ids and random numbers of one type's records. */
export class Dice {
  readonly seed: number;

  constructor({ seed }: Pick<LedgerSource, 'seed'>, type: ExpenseType | 'statement-payments') {
    this.seed = seed ^ saltOf(type);
  }

  id(index: number): string {
    return uuidOf(this.seed, index);
  }

  roll(index: number): (salt: number) => number {
    return (salt) => hash(this.seed, index, salt);
  }
}

/** The records of one type: record `index` of `count`. Some never come to exist. */
export interface Entries<Item> {
  readonly count: number;
  at(index: number): Item;
}
