import { pick } from '../../data/random';
import { DAY } from '../../data/times';
import { CURRENCIES, type Currency, type Money, converted, rateText } from './currencies';
import type { Recoding, Tax } from './entry';

const HOUR = 3_600_000;
type Roll = (salt: number) => number;

/** What was bought, and what it costs in `currency`. */
export interface Price {
  readonly original: Money;
  readonly units: number;
  readonly usedRate: string;
  readonly rate: string | null;
}

/** One of three is in a foreign currency. Few of these state no rate, or one that does not give the amount. */
export function priceOf(roll: Roll, currency: Currency, day: number): Price {
  const others = CURRENCIES.filter((one) => one !== currency);
  const bought = roll(30) % 3 === 0 ? pick(others, roll(31)) : currency;
  const usd: Money = { units: 300 + (roll(32) % 60_000), currency: 'USD' };
  const original = { units: converted(usd, bought, rateText('USD', bought, 0)), currency: bought };
  const usedRate = rateText(bought, currency, day);
  const rate = bought === currency ? usedRate : statedRate(usedRate, roll(33) % 31);
  return { original, units: converted(original, currency, usedRate), usedRate, rate };
}

function statedRate(rate: string, random: number): string | null {
  if (random === 0) return null;
  return random === 1 ? String(Number((Number(rate) * 1.03).toPrecision(6))) : rate;
}

/** When it was posted, decided on, synced and recoded. Some never are. */
export function progressOf(
  roll: Roll,
  created: number,
): { posted: number; decided: number; synced: number; recoded: number } {
  const after = (from: number, salt: number, least: number, days: number): number =>
    from + least * HOUR + (roll(salt) % (days * DAY));
  const posted = after(created, 34, 12, 2);
  const decided = roll(35) % 12 === 0 ? Infinity : after(posted, 36, 3, 9);
  const isSynced = Number.isFinite(decided) && decisionOf(roll) === 'APPROVED' && roll(37) % 5 > 0;
  const synced = isSynced ? after(decided, 38, 6, 3) : Infinity;
  const recoded = isSynced && roll(39) % 6 === 0 ? after(synced, 40, 24, 15) : Infinity;
  return { posted, decided, synced, recoded };
}

/** The last is a value that no mapping expects. */
export function decisionOf(roll: Roll): string {
  if (roll(41) % 15 === 0) return 'REJECTED';
  return roll(41) % 50 === 1 ? 'ESCALATED' : 'APPROVED';
}

/** The whole amount, or a third of it. */
export function partOf(units: number, random: number): number {
  return random % 3 === 0 ? units : Math.ceil(units / 3);
}

/** Of what is not personal: everything if it was rejected as such, now and then a part. */
export function rejectedOf(roll: Roll, business: number): number {
  if (decisionOf(roll) === 'REJECTED') return business;
  return roll(42) % 20 === 0 ? Math.floor(business / 4) : 0;
}

/** Codes of the company's mappings with their rates, and one that has no mapping. */
export function taxOf(roll: Roll, units: number): Tax | null {
  if (roll(43) % 2 === 0) return null;
  const number = roll(44) % 6;
  const isMapped = roll(44) % 17 > 0;
  const percent = isMapped ? (number % 2 ? 9 : 21) : 10;
  const tax = Math.round((units * percent) / (100 + percent));
  return { code: isMapped ? `T0${number}` : 'T99', percent, units: tax };
}

/** A number of the list of codes; one in 40 is not in it, one in ten transactions is never coded. */
export function glCodeOf(roll: Roll): number | null {
  if (roll(45) % 10 === 0) return null;
  return roll(45) % 40 === 1 ? 3999 : roll(46) % 30;
}

export function recodingOf(roll: Roll): Recoding {
  return pick<Recoding>(['glCode', 'costCenter', 'personal'], roll(47));
}
