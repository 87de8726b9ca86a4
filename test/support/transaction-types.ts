/** The eight types of expense transactions, as the API's paths name them: written out, since tests compare with them. */
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
