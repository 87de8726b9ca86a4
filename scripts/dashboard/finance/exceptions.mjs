// @ts-check
// Transactions that can't be posted, by reason.
import { html } from '../../report/markup.mjs';
import { rankingTable } from '../draw/ranking.mjs';
import { amount, number } from '../draw/words.mjs';
import { Population } from '../population.mjs';

/**
 * @param {import('../database.mjs').Database} database
 * @param {import('../suppression.mjs').Shown} shown
 */
export async function exceptions(database, shown) {
  const rows = await database.rows(`
    select
      'this' as side,
      reason,
      coalesce(exceptions.posted_currency, '') as currency,
      case
        when person is not null then [person]
        when is_payment then cast([] as integer[])
        else [0]
      end as people,
      cast(count(*) as integer) as transactions,
      cast(coalesce(sum(exceptions.posted_amount), 0) as double) as amount
    from navan__journal_exceptions as exceptions
    left join stg_navan__transactions as transactions using (source_relation, transaction_id)
    left join (${paymentsOf(database)}) as payments using (source_relation, transaction_id)
    left join employee on employee.employee_id = nullif(trim(transactions.employee_id), '')
    group by all`);
  const all = new Population(shown, rows, { transactions: 'exceptions' });
  const reasons = all.largest('reason', 'transactions', 12);
  return html`<article class="card">
    <header>
      <h3>Exceptions</h3>
      ${all.total ? html`<p class="headline"><b>${number(Number(all.total.this['transactions']))}</b> transactions can't be posted</p>` : ''}
    </header>
    <div class="parts">
      ${
        all.total
          ? rankingTable({
              title: 'By reason',
              groups: reasons,
              value: ({ transactions = 0 }) => transactions,
              format: number,
            })
          : html`<p class="empty">
              ${rows.length === 0 ? 'There are none.' : 'Of fewer than five employees: nothing is shown.'}
            </p>`
      }
      ${amounts(shown, rows)}
    </div>
    <footer>
      <p>What each reason means: dbt/DECISIONLOG.md. Amounts are as posted, with Navan's signs.</p>
    </footer>
  </article>`;
}

/** Payments of statements concern no person; they are in the ledger if the package's variables say so. */
function paymentsOf(/** @type {import('../database.mjs').Database} */ { names }) {
  return names.has('stg_navan__statement_payments')
    ? 'select source_relation, statement_payment_id as transaction_id, true as is_payment from stg_navan__statement_payments'
    : 'select null as source_relation, null as transaction_id, false as is_payment where false';
}

/**
 * @param {import('../suppression.mjs').Shown} shown
 * @param {readonly import('../population.mjs').Row[]} rows
 */
function amounts(shown, rows) {
  const currencies = [...new Set(rows.map(({ currency }) => String(currency)))]
    .filter(Boolean)
    .sort();
  const found = currencies.flatMap((currency) => {
    const own = rows.filter((row) => row['currency'] === currency);
    const { total } = new Population(shown, own, { amount: `exceptions ${currency}` });
    return total ? [{ currency, value: Number(total.this['amount']) }] : [];
  });
  if (found.length === 0) return '';
  return html`<table class="amounts">
    <caption>
      Amounts, of five employees or more
    </caption>
    <tbody>
      ${found.map(
        ({ currency, value }) =>
          html`<tr>
            <th scope="row">${currency}</th>
            <td class="number">${amount(value, currency)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
