import type { Store } from '../data/store';
import { EXPENSE_TYPE_NAMES, type ExpenseType, isExpenseType } from '../expense/types';
import type { Tenant } from '../tenant';

/** What control speaks of. The eight types can be named alone, or as `transactions` with a `type`. */
export type StreamName =
  'bookings' | 'users' | 'transactions' | 'transaction_receipts' | ExpenseType;

/** The key and the time that orders the records of each stream. Users have none. */
export interface StreamKeys {
  readonly id: string;
  readonly modified: string | null;
}

export function keysOf(stream: StreamName): StreamKeys {
  if (stream === 'bookings') return { id: 'uuid', modified: 'lastModified' };
  if (stream === 'users') return { id: 'id', modified: null };
  return { id: 'id', modified: 'modified_timestamp' };
}

/** The stores that a name and a type stand for. */
export function storesOf(tenant: Tenant, stream: StreamName, type?: string): Store[] {
  if (stream === 'bookings') return [tenant.bookings];
  if (stream === 'users') return [tenant.users];
  const name = isExpenseType(stream) ? stream : type;
  const types = name === undefined ? EXPENSE_TYPE_NAMES : [name as ExpenseType];
  return types.map((one) => {
    const store = tenant.expense.get(one);
    if (!store) throw new RangeError(`no such stream or type: ${stream} ${one}`);
    return store;
  });
}
