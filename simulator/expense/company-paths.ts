/** What the Expense API has apart from transactions: the path's name, and the stream of control calls. */
export const COMPANY_PATHS = {
  'statement-payments': 'statement_payments',
  'custom-fields': 'expense_custom_fields',
  'gl-codes': 'gl_codes',
  'tax-mappings': 'tax_mappings',
  'gl-code-settings': 'gl_code_settings',
} as const;

export type CompanyPath = keyof typeof COMPANY_PATHS;
export type CompanyStream = (typeof COMPANY_PATHS)[CompanyPath];

export const COMPANY_PATH_NAMES = Object.keys(COMPANY_PATHS) as CompanyPath[];

export function isCompanyPath(name: string): name is CompanyPath {
  return Object.hasOwn(COMPANY_PATHS, name);
}
