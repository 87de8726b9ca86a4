// @ts-check
// What all charts share: one time axis, so that what happened at the same time stands below each other.
import * as Plot from '@observablehq/plot';
import { html } from '../markup.mjs';
import { svgOf } from './svg.mjs';

/** @typedef {import('../timeline.mjs').Range} Range */
/** @typedef {import('../timeline.mjs').Hold} Hold */
/**
 * @typedef {object} Chart
 * @property {string} id
 * @property {string} title
 * @property {string} text what it shows, in words; also for those who cannot see it
 * @property {readonly { name: string, colour: string }[]} [legend]
 * @property {Plot.PlotOptions} options
 */

const WIDTH = 1000;
const MARGIN_LEFT = 200;
const DAY_MS = 86_400_000;

/** `--` names of page.css. */
export const COLOURS = {
  succeed: 'var(--good)',
  retry: 'var(--retried)',
  rateLimited: 'var(--limited)',
  refreshToken: 'var(--token)',
  ignore: 'var(--ignored)',
  fail: 'var(--bad)',
  other: 'var(--muted)',
};

export const HOLD_COLOURS = {
  'rate limit': 'var(--limited)',
  'circuit breaker': 'var(--bad)',
  destination: 'var(--token)',
  'slow response': 'var(--retried)',
};

/** Behind a chart: when requests were on hold. */
export const shades = (/** @type {readonly Hold[]} */ holds) =>
  Plot.rect(holds, {
    x1: 'from',
    x2: 'to',
    fill: ({ kind }) => HOLD_COLOURS[/** @type {Hold['kind']} */ (kind)],
    fillOpacity: 0.13,
  });

/**
 * @param {Range} range
 * @param {Plot.PlotOptions} options
 * @returns {Plot.PlotOptions}
 */
export function framed({ start, end }, options) {
  const ms = end - start;
  return {
    width: WIDTH,
    height: 190,
    marginLeft: MARGIN_LEFT,
    marginRight: 76,
    color: { type: 'identity' },
    ...options,
    x: {
      type: 'utc',
      domain: [start, end],
      tickFormat: tickFormat(ms),
      label: null,
      tickSpacing: ms < DAY_MS ? 150 : 220,
      ...options.x,
    },
    style: { fontSize: '12px', color: 'var(--text)', background: 'none', overflow: 'visible' },
  };
}

/** Clock times, with tenths of seconds, seconds or minutes; the day only if there are several. */
function tickFormat(/** @type {number} */ ms) {
  const end = ms < 5000 ? 21 : ms < 600_000 ? 19 : 16;
  const time = (/** @type {Date} */ at) => at.toISOString().slice(11, end);
  return ms < DAY_MS
    ? time
    : (/** @type {Date} */ at) => `${at.toISOString().slice(5, 10)} ${time(at)}`;
}

/**
 * @param {Chart} chart
 */
export function figure({ id, title, text, legend = [], options }) {
  const swatches = legend.map(
    ({ name, colour }) => html`<li><i style="background:${colour}"></i>${name}</li>`,
  );
  return html`<figure class="${id}">
    <h3>${title}</h3>
    <p>${text}</p>
    ${
      legend.length > 0
        ? html`<ul class="legend">
            ${swatches}
          </ul>`
        : ''
    }
    <div class="chart">${svgOf(options, title, text)}</div>
  </figure> `;
}
