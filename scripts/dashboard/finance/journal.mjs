// @ts-check
// The journal by event and by month, one currency at a time: currencies are never added.
import { html } from '../../report/markup.mjs';
import { amount, plain } from '../draw/words.mjs';
import { Population } from '../population.mjs';
import { PEOPLE_OF_LINE } from './employees.mjs';

/** @typedef {import('../population.mjs').Published} Published */

const MOST_EVENTS = 12;

/**
 * @param {import('../database.mjs').Database} database
 * @param {import('../suppression.mjs').Shown} shown
 */
export async function journal(database, shown) {
  const rows = await database.rows(`
    select
      currency_code,
      'this' as side,
      journal_event as event,
      strftime(posting_date, '%Y-%m') as month,
      ${PEOPLE_OF_LINE},
      cast(coalesce(sum(debit_amount), 0) as double) as debit,
      cast(coalesce(sum(credit_amount), 0) as double) as credit
    from navan__journal_lines as lines
    left join employee on employee.employee_id = nullif(trim(lines.employee_id), '')
    group by all`);
  const currencies = [...new Set(rows.map((row) => String(row.currency_code)))].sort();
  return currencies.map((currency) =>
    ofCurrency(
      shown,
      currency,
      rows.filter((row) => row.currency_code === currency),
    ),
  );
}

/**
 * @param {import('../suppression.mjs').Shown} shown
 * @param {string} currency
 * @param {readonly import('../population.mjs').Row[]} rows
 */
function ofCurrency(shown, currency, rows) {
  const lines = new Population(shown, rows, {
    debit: `debit ${currency}`,
    credit: `credit ${currency}`,
  });
  const heading = html`<h3>Journal in ${currency}</h3>`;
  if (!lines.total)
    return html`<article class="card">
      ${heading}
      <p class="empty">Fewer than five employees: nothing is shown.</p>
    </article>`;
  const months = [...new Set(rows.map(({ month }) => String(month)))].sort();
  const { kept, other } = lines.largest('event', 'debit', MOST_EVENTS);
  const events = [
    ...kept.map((group) => ({ ...group, name: plain(group.keys[0] ?? '') })),
    ...(other ? [{ ...other, name: kept.length > 0 ? 'Other events' : 'All events' }] : []),
  ];
  const byMonth = lines
    .ordered('month', months)
    .map((group) => ({ ...group, name: rangeOf(group.keys) }));
  return html`<article class="card">
    <header>
      ${heading}
      <p class="headline">
        <b>${amount(Number(lines.total.this['debit']), currency)}</b>
        ${balance(lines.total, currency)}
      </p>
    </header>
    <div class="parts">
      ${table('By event', events, currency)} ${table('By month of posting', byMonth, currency)}
    </div>
  </article>`;
}

const rangeOf = (/** @type {readonly string[]} */ keys) =>
  keys.length === 1 ? String(keys[0]) : `${keys[0]} to ${keys.at(-1)}`;

/**
 * @param {string} title
 * @param {readonly (Published & { name: string })[]} groups
 * @param {string} currency
 */
function table(title, groups, currency) {
  return html`<div class="scroll">
    <table class="amounts">
      <caption>
        ${title}
      </caption>
      <thead>
        <tr>
          <th scope="col"></th>
          <th scope="col" class="number">debit</th>
          <th scope="col" class="number">credit</th>
        </tr>
      </thead>
      <tbody>
        ${groups.map(
          ({ name, this: { debit = 0, credit = 0 } }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td class="number">${amount(debit, currency)}</td>
              <td class="number">${amount(credit, currency)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/**
 * @param {Published} total
 * @param {string} currency
 */
function balance({ this: { debit = 0, credit = 0 } }, currency) {
  return amount(debit, currency) === amount(credit, currency)
    ? html`<span class="change good">debit = credit</span>`
    : html`<span class="change bad">credit differs: ${amount(credit, currency)}</span>`;
}
