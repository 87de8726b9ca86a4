import type { Store } from '../data/store';
import { COMPANY_PATHS, type CompanyStream } from '../expense/company-paths';
import { EXPENSE_TYPE_NAMES, type ExpenseType } from '../expense/types';
import type { Tenant } from '../tenant';

/** The streams of control calls: also each of the eight types, or `transactions` with a `type`. */
export type StreamName =
  'bookings' | 'users' | 'transactions' | 'transaction_receipts' | CompanyStream | ExpenseType;

const STREAM_NAMES: readonly StreamName[] = [
  'bookings',
  'users',
  'transactions',
  'transaction_receipts',
  ...Object.values(COMPANY_PATHS),
  ...EXPENSE_TYPE_NAMES,
];

/** Each stream's key and the time that orders its records. Users and the company's lists have none. */
export interface StreamKeys {
  readonly id: string;
  readonly modified: string | null;
}

export function keysOf(stream: StreamName): StreamKeys {
  if (stream === 'bookings') return { id: 'uuid', modified: 'lastModified' };
  if (isUndated(stream)) return { id: 'id', modified: null };
  return { id: 'id', modified: 'modified_timestamp' };
}

/** Whether the stream's records have no time: the API lists them in a fixed order, without a filter. */
export function isUndated(stream: StreamName): boolean {
  return stream === 'users' || (isCompanyStream(stream) && stream !== 'statement_payments');
}

function isCompanyStream(stream: StreamName): stream is CompanyStream {
  return Object.values<string>(COMPANY_PATHS).includes(stream);
}

/** The stores of a name and a type. */
export function storesOf(tenant: Tenant, stream: StreamName, type?: string): Store[] {
  if (stream === 'bookings') return [tenant.bookings];
  if (stream === 'users') return [tenant.users];
  if (isCompanyStream(stream)) {
    return [...tenant.company]
      .filter(([path]) => COMPANY_PATHS[path] === stream)
      .map(([, one]) => one);
  }
  const all = stream === 'transactions' || stream === 'transaction_receipts';
  const name = all ? type : stream;
  const stores = [...tenant.expense].filter(([one]) => name === undefined || name === one);
  // No compiler checks HTTP bodies.
  if (stores.length === 0) {
    throw new RangeError(
      `no such stream or type: "${name ?? ''}"; known: ${STREAM_NAMES.join(', ')}`,
    );
  }
  return stores.map(([, store]) => store);
}
