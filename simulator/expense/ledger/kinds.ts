/** What a transaction is. The API's values are not public: these are invented. */
export const KINDS = [
  'PURCHASE',
  'REFUND',
  'EXPENSE',
  'MILEAGE',
  'REIMBURSEMENT',
  'REPAYMENT',
  'FX_FEE',
  'REIMBURSEMENT_FEE',
  'PLATFORM_FEE',
  'CREDIT_MEMO',
  'DEBIT_MEMO',
  'REBATE',
  'PROVISIONAL_CREDIT',
  'CREDIT_REVERSAL',
] as const;

export type Kind = (typeof KINDS)[number];

/** What reduces what the company owes or pays. Whether its amounts are negative is a switch. */
export const CREDITS = [
  'REFUND',
  'CREDIT_MEMO',
  'REPAYMENT',
  'REBATE',
  'PROVISIONAL_CREDIT',
  'REIMBURSEMENT',
  'PAYMENT',
] as const;

export type Credit = (typeof CREDITS)[number];

export function isCredit(kind: string): kind is Credit {
  return (CREDITS as readonly string[]).includes(kind);
}

export function isKind(kind: string): kind is Kind {
  return (KINDS as readonly string[]).includes(kind);
}
