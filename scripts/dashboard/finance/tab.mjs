// @ts-check
// The finance tab: the ledger, if it is switched on.
import { html } from '../../report/markup.mjs';
import { Shown } from '../suppression.mjs';
import { prepare } from './employees.mjs';
import { exceptions } from './exceptions.mjs';
import { journal } from './journal.mjs';
import { reconciliation } from './reconciliation.mjs';

/**
 * @param {import('../database.mjs').Database} database
 * @param {string} state
 */
export async function financeTab(database, state) {
  if (!database.has('finance'))
    return html`<p class="empty">
      The models have no transactions: they are switched off
      (<code>navan__using_transactions</code>).
    </p>`;
  const ledger = await stateOf(database);
  if (ledger === 'empty') return html`<p class="empty">There are no transactions yet.</p>`;
  if (ledger === 'off') return OFF;
  await prepare(database);
  const shown = new Shown();
  const [journals, excepted, cards] = [
    await journal(database, shown),
    await exceptions(database, shown),
    await reconciliation(database, shown),
  ];
  return html`<p class="period">All that the ledger holds, by currency. ${state}</p>
    <div class="cards">${cards} ${journals.length > 0 ? journals : EMPTY} ${excepted}</div>`;
}

const EMPTY = html`<article class="card">
  <h3>Journal</h3>
  <p class="empty">No line can be posted yet.</p>
</article>`;

const OFF = html`<div class="notice">
  <p>
    <strong>The ledger is switched off.</strong> Nothing is posted before you say from when on, and
    that this package posts instead of Navan's own sync:
  </p>
  <pre>
vars:
  navan:
    navan_ledger_start_date: '2026-10-01'
    navan_posting_owner: this_package</pre>
  <p>
    Then fill the seeds in <code>seeds/company</code> and run <code>dbt build</code>: "The ledger"
    in dbt/README.md.
  </p>
</div>`;

/**
 * @param {import('../database.mjs').Database} database
 * @returns {Promise<'empty' | 'off' | 'on'>}
 */
async function stateOf(database) {
  const [found] = await database.rows(`
    with reasons as (
      select reason from navan__journal_excluded
      union all select reason from navan__journal_exceptions
      union all select 'posted' from navan__journal_lines
    )
    select count(*) = 0 as is_empty, bool_and(reason = 'not_configured') as is_off from reasons`);
  if (found?.is_empty) return 'empty';
  return found?.is_off ? 'off' : 'on';
}
