/** The eight types of expense transactions, as in the API's paths: written out, since tests compare with them. */
export const TYPES = [
  'card-transactions',
  'connect-transactions',
  'manual-transactions',
  'repayments',
  'fees',
  'adjustments',
  'daily-rebates',
  'disputes',
] as const;
