import type { Switches } from '../../../simulator';
import type { StreamName } from '../../../simulator/control/streams';
import { type Client, simulate } from './client';

export type Row = Readonly<Record<string, unknown>>;

/** Digits after the point, by ISO 4217. */
export const DIGITS: Readonly<Record<string, number>> = { USD: 2, EUR: 2, GBP: 2, JPY: 0, KWD: 3 };

export function ledger(
  options: Partial<Switches> & { readonly seed?: number; readonly now?: string } = {},
): Promise<Client> {
  return simulate({ expenses: 'ledger', transactions: 200, users: 40, ...options });
}

export function rowsOf({ simulator }: Client, stream: StreamName): Row[] {
  return [...simulator.control.truth(stream, { history: true })].map(
    (one) => JSON.parse(one) as Row,
  );
}

/** Minor units of an amount. Fails if it has not the decimals of its currency. */
export function units(amount: unknown, currency: unknown): bigint {
  const digits = DIGITS[String(currency)] ?? -1;
  const [, fraction = ''] = String(amount).split('.');
  if (fraction.length !== digits) throw new Error(`${String(amount)} ${String(currency)}`);
  return BigInt(String(amount).replace('.', ''));
}

export const posted = (row: Row): bigint => units(row['posted_amount'], row['posted_currency']);

export function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, one) => sum + one, 0n);
}

export function groupsOf(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}
