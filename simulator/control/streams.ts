import type { Store } from '../data/store';
import type { ExpenseType } from '../expense/types';
import type { Tenant } from '../tenant';

/** The streams of control calls: each of the eight types, or `transactions` with a `type`. */
export type StreamName =
  'bookings' | 'users' | 'transactions' | 'transaction_receipts' | ExpenseType;

/** Each stream's key and the time that orders its records. Users have none. */
export interface StreamKeys {
  readonly id: string;
  readonly modified: string | null;
}

export function keysOf(stream: StreamName): StreamKeys {
  if (stream === 'bookings') return { id: 'uuid', modified: 'lastModified' };
  if (stream === 'users') return { id: 'id', modified: null };
  return { id: 'id', modified: 'modified_timestamp' };
}

/** The stores of a name and a type. */
export function storesOf(tenant: Tenant, stream: StreamName, type?: string): Store[] {
  if (stream === 'bookings') return [tenant.bookings];
  if (stream === 'users') return [tenant.users];
  const all = stream === 'transactions' || stream === 'transaction_receipts';
  const name = all ? type : stream;
  const stores = [...tenant.expense].filter(([one]) => name === undefined || name === one);
  // No compiler checks HTTP bodies.
  if (stores.length === 0) throw new RangeError(`no such stream or type: ${name ?? ''}`);
  return stores.map(([, store]) => store);
}
