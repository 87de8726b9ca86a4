// @ts-check
// What the page says in tables and lists.
import { html } from './markup.mjs';
import { OUTCOME_NAMES } from './charts/requests.mjs';
import { durationOf, waitsOf } from './summary.mjs';
import { counted, duration, listed, number, percent } from './words.mjs';

/** @typedef {import('./model.mjs').Model} Model */

const MOST_FACTS = 12;

/** The figures that one looks for first. */
export function tiles(/** @type {Model} */ model) {
  const { records, requests, resends, latency, hasTimes } = model;
  const known = [
    ...(hasTimes ? [[duration(durationOf(model)), 'duration']] : []),
    ...(records === undefined ? [] : [[number(records), 'records']]),
    ...(requests === undefined ? [] : [[number(requests), 'requests']]),
    ...(resends === undefined ? [] : [[number(resends), 'of them sent again']]),
    ...(latency === undefined ? [] : [[duration(latency.p95 * 1000), 'response time, p95']]),
    ...waitsOf(model).map(({ kind, ms }) => [duration(ms), `waited: ${kind}`]),
  ];
  return html`<ul class="tiles">
    ${known.map(([figure, name]) => html`<li><b>${figure}</b><span>${name}</span></li>`)}
  </ul>`;
}

/** @type {Record<string, string | undefined>} */
const WHO = {
  config_error: 'You need to fix this; Airbyte does not retry.',
  transient_error: 'Temporary; Airbyte retries.',
  system_error: 'A bug in the connector; please report it.',
};

export function errorList(/** @type {Model} */ { errors }) {
  if (errors.length === 0) return '';
  return html`<h2>Errors</h2>
    ${errors.map(
      ({ code, text, failureType, action, streams, count }) =>
        html`<div class="error">
          <p>
            <strong
              ><code>${code}</code
              >${streams.size > 0 ? ` in ${listed([...streams], 10)}` : ''}${count > 1 ? ` (${number(count)} times)` : ''}</strong
            >
          </p>
          <p>${withoutAction(text, action)}</p>
          ${action === undefined ? '' : html`<p><strong>What to do:</strong> ${action}</p>`}
          <p class="muted">${WHO[failureType] ?? ''} More in docs/errors.md.</p>
        </div>`,
    )}`;
}

/** Most messages end with the advice. */
function withoutAction(/** @type {string} */ text, action = '') {
  return action !== '' && text.endsWith(action) ? text.slice(0, -action.length) : text;
}

export function warningList(/** @type {Model} */ { warnings }) {
  if (warnings.length === 0) return '';
  return html`<h2>Warnings</h2>
    ${warnings.map(
      ({ text, action, facts, count }) =>
        html`<div class="error warning">
          <p><strong>${text}</strong>${count > 1 ? ` (${number(count)} times; the first:)` : ''}</p>
          <p class="muted">
            ${Object.entries(facts)
              .slice(0, MOST_FACTS)
              .map(([name, value]) => html`<code>${name}=${String(value)}</code> `)}
          </p>
          ${action === 'Nothing.' ? '' : html`<p><strong>What to do:</strong> ${action}</p>`}
        </div>`,
    )}`;
}

/** @type {readonly [fact: string, title: string][]} */
const STREAM_FACTS = [
  ['repeated', 'sent again'],
  ['rateLimitSeconds', 'rate limit, s'],
  ['breakerSeconds', 'breaker, s'],
  ['windows', 'windows'],
  ['split', 'split'],
  ['reread', 're-read'],
  ['failed', 'not read'],
];

export function streamTable(/** @type {Model} */ { streams }) {
  if (streams.length === 0) return '';
  const facts = STREAM_FACTS.filter(([fact]) =>
    streams.some((row) => row.facts[fact] !== undefined),
  );
  return html`<h2>Streams</h2>
    <div class="scroll">
      <table class="streams">
        <tr>
          <th>stream</th>
          <th>status</th>
          <th>sync mode</th>
          <th class="number">parts</th>
          <th class="number">records</th>
          <th class="number">requests</th>
          <th class="number">time</th>
          ${facts.map(([, title]) => html`<th class="number">${title}</th>`)}
        </tr>
        ${streams.map(
          (row) =>
            html`<tr>
              <td>${row.stream}</td>
              <td class="status-${row.status.replace(' ', '-')}">${row.status}</td>
              <td>${row.mode}</td>
              <td class="number">${row.parts}</td>
              ${cell(row.records)}${cell(row.requests)}
              <td class="number">
                ${row.seconds === undefined ? '' : duration(row.seconds * 1000)}
              </td>
              ${facts.map(([fact]) => cell(factOf(row, fact)))}
            </tr> `,
        )}
      </table>
    </div>`;
}

/**
 * Zeros are left out of the line that ends a stream.
 *
 * @param {import('./streams.mjs').StreamRow} row
 * @param {string} fact
 */
function factOf({ status, facts }, fact) {
  return status === 'not ended' ? undefined : Number(facts[fact] ?? 0);
}

const cell = (/** @type {number | undefined} */ figure) =>
  html`<td class="number">
    ${figure === undefined || Number.isNaN(figure) ? '' : number(figure)}
  </td>`;

export function requestTable(/** @type {Model} */ { byOutcome, failures, requests, sync }) {
  const statuses = sync.ended?.['statuses'];
  const reasons = reasonsOf(failures) || sync.ended?.['failedRequests'];
  if (byOutcome.length === 0 && statuses === undefined) return '';
  return html`<h2>Requests</h2>
    ${
      byOutcome.length === 0
        ? ''
        : html`<table class="outcomes">
            <tr>
              <th>what followed</th>
              <th><code>navan.outcome</code></th>
              <th class="number">requests</th>
              <th class="number">share</th>
            </tr>
            ${byOutcome.map(
              ({ outcome, count }) =>
                html`<tr>
                  <td>${OUTCOME_NAMES[outcome]}</td>
                  <td><code>${outcome}</code></td>
                  ${cell(count)}
                  <td class="number">${percent(count / (requests ?? count))}</td>
                </tr> `,
            )}
          </table>`
    }
    ${statuses === undefined ? '' : html`<p>By status: ${String(statuses)}.</p>`}
    ${reasons === undefined || reasons === 'none' ? '' : html`<p>Failures by reason: ${reasons}.</p>`}
    ${sync.tokenRequests === 0 ? '' : html`<p class="muted">Not counted: ${counted(sync.tokenRequests, 'request')} for tokens.</p>`}`;
}

/** Most frequent first. */
function reasonsOf(/** @type {Model['failures']} */ failures) {
  return failures
    .slice(0, MOST_FACTS)
    .map(({ type, count }) => `${type}: ${number(count)}`)
    .join(', ');
}
