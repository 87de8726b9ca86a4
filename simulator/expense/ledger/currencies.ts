import { hash, saltOf } from '../../data/random';
import { type Decimal, decimalOf } from '../../data/decimal';

/** Digits after the point, by ISO 4217. */
const DIGITS = { USD: 2, EUR: 2, GBP: 2, JPY: 0, KWD: 3 };

export type Currency = keyof typeof DIGITS;

export const CURRENCIES = Object.keys(DIGITS) as Currency[];

const PER_USD: Readonly<Record<Currency, number>> = {
  USD: 1,
  EUR: 0.92,
  GBP: 0.79,
  JPY: 151.4,
  KWD: 0.307,
};

/** An amount of whole minor units: 150 is USD 1.50, JPY 150 or KWD 0.150. */
export interface Money {
  readonly units: number;
  readonly currency: Currency;
}

/** A plain decimal number with the currency's digits. */
export function amountText(units: number, currency: Currency): string {
  const digits = DIGITS[currency];
  const text = String(Math.abs(units)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${units < 0 ? '-' : ''}${whole}${digits === 0 ? '' : `.${text.slice(-digits)}`}`;
}

/** One whole unit, such as a dollar, in minor units. */
export function unitOf(currency: Currency): number {
  return 10 ** DIGITS[currency];
}

/** Units of `to` per unit of `from` on a day (days since the epoch), with six digits. */
export function rateText(from: Currency, to: Currency, day: number): string {
  return from === to ? '1.0' : String(Number((perUsd(to, day) / perUsd(from, day)).toPrecision(6)));
}

/** The rate for the other direction, with ten digits, so that both give the same amounts. */
export function inverseText(rate: string): string {
  return rate === '1.0' ? rate : String(Number((1 / Number(rate)).toPrecision(10)));
}

/** Rounded to the nearest minor unit, halves up, without floats. */
export function converted({ units, currency }: Money, to: Currency, rate: string): number {
  const { units: factor, scale } = decimalOf(rate) as Decimal;
  const above = BigInt(units) * factor * 10n ** BigInt(DIGITS[to]);
  const below = 10n ** BigInt(scale + DIGITS[currency]);
  return Number((2n * above + below) / (2n * below));
}

/** Up to two per cent off the usual rate. */
function perUsd(currency: Currency, day: number): number {
  if (currency === 'USD') return 1;
  return PER_USD[currency] * (1 + ((hash(day, 0, saltOf(currency)) % 401) - 200) / 10_000);
}
