// @ts-check
// Employees as numbers, as the rule of five needs them.

const EMPLOYEES = `
  create or replace temp table employee as
  select employee_id, cast(dense_rank() over (order by employee_id) as integer) as person
  from (
    select distinct nullif(trim(employee_id), '') as employee_id from stg_navan__transactions
    union
    select distinct nullif(trim(employee_id), '') from navan__journal_lines
  )
  where employee_id is not null`;

/** What concerns the company, not a person. Any other line without an employee has an unknown one. */
export const OF_THE_COMPANY = [
  'adjustment',
  'card_fee',
  'rebate_accrual',
  'rebate_payment',
  'statement_payment',
];

/** Of a line of the journal, joined with `employee`. */
export const PEOPLE_OF_LINE = `
  case
    when person is not null then [person]
    when journal_event in ('${OF_THE_COMPANY.join("', '")}') then cast([] as integer[])
    else [0]
  end as people`;

/** @param {import('../database.mjs').Database} database */
export async function prepare(database) {
  await database.rows(EMPLOYEES);
}
