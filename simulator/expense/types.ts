/** The eight types of transactions: the name in the path, and the name in the `type` parameter of receipts. */
export const EXPENSE_TYPES = {
  'card-transactions': 'TRANSACTIONS',
  'connect-transactions': 'CONNECT',
  'manual-transactions': 'MANUAL_TRANSACTIONS',
  repayments: 'REPAYMENTS',
  fees: 'FEES',
  adjustments: 'ADJUSTMENTS',
  'daily-rebates': 'DAILY_REBATE',
  disputes: 'DISPUTE',
} as const;

export type ExpenseType = keyof typeof EXPENSE_TYPES;

export const EXPENSE_TYPE_NAMES = Object.keys(EXPENSE_TYPES) as ExpenseType[];

export function isExpenseType(name: string): name is ExpenseType {
  return Object.hasOwn(EXPENSE_TYPES, name);
}
