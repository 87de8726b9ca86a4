// @ts-check
// The page: one file that asks for nothing else, not even from a script of its own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdsChart } from './charts/holds.mjs';
import { latencyChart } from './charts/latency.mjs';
import { partitionsChart } from './charts/partitions.mjs';
import { recordsChart } from './charts/records.mjs';
import { requestsChart } from './charts/requests.mjs';
import { figure } from './charts/frame.mjs';
import { html } from './markup.mjs';
import { missingOf, sentencesOf, verdictOf } from './summary.mjs';
import { errorList, streamTable, tiles, warningList, requestTable } from './tables.mjs';
import { clock, counted, day } from './words.mjs';

/** @typedef {import('./model.mjs').Model} Model */

const STYLE = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8');
const CHARTS = [requestsChart, latencyChart, holdsChart, partitionsChart, recordsChart];

/**
 * The last sync open, earlier runs of the log closed below it.
 *
 * @param {string} name of the log
 * @param {readonly Model[]} runs in order
 * @param {number} leftOut earlier ones of which nothing is shown
 */
export function page(name, runs, leftOut) {
  const shown = runs.findLast(({ isSync }) => isSync) ?? runs.at(-1);
  const others = runs.filter((run) => run !== shown).reverse();
  const body = html`<h1>What the sync did</h1>
    <p class="muted">Drawn from <code>${name}</code>, ${countText(runs.length + leftOut)}</p>
    ${shown === undefined ? '' : section(shown)}
    ${others.length === 0 ? '' : html`<h2>Earlier or other runs in this log</h2>`}
    ${others.map(
      (run) =>
        html`<details>
          <summary>${headOf(run)}</summary>
          ${section(run)}
        </details>`,
    )}
    ${leftOut > 0 ? html`<p>${counted(leftOut, 'earlier run')} of this log not shown.</p>` : ''}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
${html`<title>Sync report: ${name}</title>`.text}
<style>
${STYLE}</style>
</head>
<body>
${body.text}
</body>
</html>
`;
}

function countText(/** @type {number} */ count) {
  return count === 1
    ? 'which has one run of the connector.'
    : `which has ${count} runs of the connector: the last sync is shown first, the others are at the end.`;
}

function headOf(/** @type {Model} */ run) {
  const when = run.hasTimes ? `${day(run.range.start)}, ${clock(run.range.start)}: ` : '';
  return `${when}${verdictOf(run).title}`;
}

function section(/** @type {Model} */ run) {
  const verdict = verdictOf(run);
  const missing = missingOf(run);
  const charts = run.hasTimes ? CHARTS.flatMap((chart) => chart(run) ?? []) : [];
  return html`<section>
    <div class="verdict ${verdict.kind}">
      <strong>${verdict.title}</strong>
      ${sentencesOf(run).map((sentence) => html`<p>${sentence}</p>`)}
    </div>
    ${tiles(run)} ${errorList(run)} ${missing.map((text) => html`<p class="missing">${text}</p>`)}
    ${
      charts.length === 0
        ? ''
        : html`<h2>Over time</h2>
            <p class="muted">
              All charts have the same time
              axis${run.isUtc ? ', in UTC' : ", in the log's time zone"}.
            </p>`
    }
    ${charts.map((chart) => figure(chart))} ${streamTable(run)} ${requestTable(run)}
    ${warningList(run)}
  </section>`;
}
