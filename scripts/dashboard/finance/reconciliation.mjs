// @ts-check
// What is owed on cards, by currency: opening + charges + fees - credits - payments = closing.
import { html } from '../../report/markup.mjs';
import { amount } from '../draw/words.mjs';
import { Population } from '../population.mjs';

const COLUMNS = ['charges', 'fees', 'credits'];

/** Over all statements of each card programme. */
const AMOUNTS = `
  with statements as (
    select
      *,
      row_number() over (
        partition by source_relation, legal_entity, card_program, currency_code
        order by case when statement_id is null then 1 else 0 end, first_date, statement_id
      ) as nth,
      count(*) over (partition by source_relation, legal_entity, card_program, currency_code) as statement_count
    from navan__card_reconciliation
    where currency_code is not null
  )
  select
    currency_code as currency,
    cast(sum(case when nth = 1 then opening_amount else 0 end) as double) as opening,
    cast(sum(charge_amount) as double) as charges,
    cast(sum(fee_amount) as double) as fees,
    cast(sum(credit_amount) as double) as credits,
    cast(sum(payment_amount) as double) as payments,
    cast(sum(case when nth = statement_count then closing_amount else 0 end) as double) as closing
  from statements
  group by currency_code
  order by currency_code`;

/** The model has no employees. Those of the posted transactions are the least that an amount is about. */
const POSTED = `
  select distinct
    upper(trim(transactions.posted_currency)) as currency,
    case
      when journal_event in ('card_charge', 'dispute_reversal') then 'charges'
      when journal_event in ('fx_fee', 'fx_fee_of_charge', 'card_fee') then 'fees'
      when journal_event in ('card_refund', 'rebate_payment', 'repayment_card', 'dispute_credit', 'dispute_won') then 'credits'
    end as kind,
    person
  from navan__journal_lines as lines
  inner join stg_navan__transactions as transactions using (source_relation, transaction_id)
  inner join employee on employee.employee_id = nullif(trim(transactions.employee_id), '')`;

/** Card spending that is not posted is the difference to the journal; people's own money touches no card. */
const NOT_POSTED = `
  select distinct upper(trim(transactions.posted_currency)) as currency, coalesce(person, 0) as person
  from (
    select source_relation, transaction_id from navan__journal_exceptions
    union
    select source_relation, transaction_id from navan__journal_excluded
  ) as rest
  inner join stg_navan__transactions as transactions using (source_relation, transaction_id)
  left join employee on employee.employee_id = nullif(trim(transactions.employee_id), '')
  where transactions.transaction_source is distinct from 'manual-transactions'`;

/**
 * @param {import('../database.mjs').Database} database
 * @param {import('../suppression.mjs').Shown} shown
 */
export async function reconciliation(database, shown) {
  const [amounts, posted, rest] = await Promise.all(
    [AMOUNTS, POSTED, NOT_POSTED].map((sql) => database.rows(sql)),
  );
  const of = (/** @type {any[] | undefined} */ rows, /** @type {string} */ currency) =>
    (rows ?? []).filter((row) => row.currency === currency);
  const found = (amounts ?? []).map((row) =>
    equation(shown, row, of(posted, row.currency), of(rest, row.currency)),
  );
  return html`<article class="card wide">
    <header><h3>Card reconciliation</h3></header>
    <div class="parts">
      ${found.length > 0 ? found : html`<p class="empty">There are no card transactions.</p>`}
    </div>
    <footer>
      <p>
        All statements of all card programmes, in the card's currency. What was owed before the
        first transaction is not in the warehouse.
      </p>
    </footer>
  </article>`;
}

/**
 * @param {import('../suppression.mjs').Shown} shown
 * @param {any} row
 * @param {readonly any[]} posted
 * @param {readonly any[]} rest
 */
function equation(shown, row, posted, rest) {
  const { currency } = row;
  const groups = columns(shown, row, posted);
  const others = new Population(shown, rest.map(asRow), { count: `not posted ${currency}` });
  const isShown = groups.length > 0 && (rest.length === 0 || others.total !== undefined);
  return html`<div class="equation">
    <h4>${currency}</h4>
    ${
      isShown
        ? terms(row, groups, currency)
        : html`<p class="empty">Of fewer than five employees: nothing is shown.</p>`
    }
  </div>`;
}

/**
 * Which columns stand alone; the others are merged.
 *
 * @param {import('../suppression.mjs').Shown} shown
 * @param {any} row
 * @param {readonly any[]} posted
 */
function columns(shown, row, posted) {
  const unknown = COLUMNS.filter(
    (kind) => row[kind] !== 0 && !posted.some((each) => each.kind === kind),
  );
  const rows = [
    ...posted.filter(({ kind }) => kind !== null),
    ...unknown.map((kind) => ({ kind, person: 0 })),
  ];
  return new Population(shown, rows.map(asRow), { count: `posted ${row.currency}` }).ordered(
    'kind',
    COLUMNS,
  );
}

const asRow = (/** @type {any} */ row) => ({
  ...row,
  side: /** @type {const} */ ('this'),
  people: [row.person],
  count: 1,
});

/**
 * @param {any} row
 * @param {readonly import('../population.mjs').Published[]} groups
 * @param {string} currency
 */
function terms(row, groups, currency) {
  const moves = groups.map(({ keys }) => ({
    keys,
    value: keys.reduce((sum, key) => sum + signed(row, key), 0),
  }));
  const term = (
    /** @type {string} */ sign,
    /** @type {string} */ name,
    /** @type {number} */ value,
  ) =>
    html`<div>
      <dt>${sign} ${name}</dt>
      <dd>${amount(value, currency)}</dd>
    </div>`;
  return html`<dl>
    ${term('', 'opening', row.opening)}
    ${moves.map(({ keys, value }) => (keys.length === 1 && keys[0] === 'credits' ? term('−', 'credits', -value) : term('+', nameOf(keys), value)))}
    ${term('−', 'payments', row.payments)} ${term('=', 'closing', row.closing)}
  </dl>`;
}

const signed = (/** @type {any} */ row, /** @type {string} */ key) =>
  key === 'credits' ? -row[key] : row[key];

/** `charges and fees less credits` */
function nameOf(/** @type {readonly string[]} */ keys) {
  const added = keys.filter((key) => key !== 'credits').join(' and ');
  return keys.includes('credits') ? `${added} less credits` : added;
}
