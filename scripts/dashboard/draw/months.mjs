// @ts-check
// Twelve months as bars, with a tick where the year before was.
import * as Plot from '@observablehq/plot';
import { svgOf } from '../../report/charts/svg.mjs';
import { html } from '../../report/markup.mjs';

/** @typedef {import('../population.mjs').Published} Published */
/** @typedef {import('../population.mjs').Values} Values */

const WIDTH = 384;
const HEIGHT = 172;
const MONTHS = 12;

/**
 * @typedef {object} Series
 * @property {string} title
 * @property {readonly Published[]} months in order; those of too few people are merged
 * @property {import('../period.mjs').Period} period
 * @property {(values: Values) => number} value
 * @property {import('./words.mjs').Format} format
 * @property {import('./words.mjs').Format} [tick] of the axis, if shorter
 * @property {boolean} [isRate] a rate of merged months is no sum to be divided among them
 */

/** @param {Series} series */
export function monthsChart(series) {
  const { title, months, format, tick = format } = series;
  // A rate of no bookings is no number.
  const bars = months.map((month) => barOf(series, month)).filter(({ now }) => !Number.isNaN(now));
  if (bars.length === 0) return '';
  const top = bars.reduce((highest, bar) => (bar.now > highest.now ? bar : highest));
  const options = {
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 46,
    marginRight: 4,
    marginTop: 20,
    marginBottom: 24,
    style: { fontSize: '11px', color: 'var(--muted)', background: 'none', overflow: 'visible' },
    x: { domain: [0, MONTHS], axis: null },
    y: {
      label: null,
      ticks: 3,
      tickSize: 0,
      tickFormat: (/** @type {number} */ value) => tick(value),
      zero: true,
      nice: 3,
    },
    marks: marksOf(series, bars, top),
  };
  return html`<figure class="months">
    <figcaption>${title}</figcaption>
    ${svgOf(options, title, descriptionOf(bars, top))} ${numbersOf(series, bars)}
  </figure>`;
}

/**
 * @typedef {object} Bar
 * @property {number} from
 * @property {number} to
 * @property {string} name
 * @property {number} now of a month, on average if several are merged
 * @property {number | undefined} before
 */

/**
 * @param {Series} series
 * @param {Published} month
 * @returns {Bar}
 */
function barOf({ period, value, isRate }, { keys, this: now, last }) {
  const [from, to] = [Number(keys[0]), Number(keys.at(-1)) + 1];
  // To the digits of the text: an exact height would say more.
  const each = (/** @type {Values} */ values) =>
    Number((value(values) / (isRate ? 1 : to - from)).toPrecision(3));
  const name =
    to - from === 1
      ? period.month(from)
      : `${period.month(from)} to ${period.month(to - 1)}${isRate ? '' : ', average of a month'}`;
  const before = last && each(last);
  return { from, to, name, now: each(now), before: Number.isNaN(before) ? undefined : before };
}

/**
 * @param {Series} series
 * @param {readonly Bar[]} bars
 * @param {Bar} top
 */
function marksOf({ period, format, tick = format }, bars, top) {
  const middle = (/** @type {Bar} */ bar) => (bar.from + bar.to) / 2;
  return [
    Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 3 }),
    Plot.rect(bars, {
      x1: 'from',
      x2: 'to',
      y1: () => 0,
      y2: 'now',
      insetLeft: 3,
      insetRight: 3,
      rx: 2,
      fill: 'var(--this)',
      title: titleOf(format),
    }),
    Plot.ruleY(
      bars.filter((bar) => bar.before !== undefined),
      {
        x1: 'from',
        x2: 'to',
        y: 'before',
        stroke: 'var(--last)',
        strokeWidth: 2,
        insetLeft: 1,
        insetRight: 1,
      },
    ),
    Plot.ruleY([0], { stroke: 'var(--muted)' }),
    Plot.text([top], {
      x: middle,
      y: ({ now, before = 0 }) => Math.max(now, before),
      dy: -8,
      text: ({ now }) => tick(now),
      fill: 'var(--text)',
      fontWeight: 600,
      stroke: 'var(--card)',
      strokeWidth: 4,
      paintOrder: 'stroke',
    }),
    Plot.text(
      Array.from({ length: MONTHS }, (_, month) => month),
      {
        x: (month) => month + 0.5,
        y: () => 0,
        dy: 13,
        text: (month) => period.month(month).slice(0, 3),
      },
    ),
  ];
}

const titleOf =
  (/** @type {import('./words.mjs').Format} */ format) =>
  (/** @type {Bar} */ { name, now, before }) =>
    `${name}: ${format(now)}${before === undefined ? '' : `, the year before ${format(before)}`}`;

/**
 * @param {readonly Bar[]} bars
 * @param {Bar} top
 */
function descriptionOf(bars, top) {
  return `${bars.length} bars, the highest: ${top.name}. The numbers follow in a table.`;
}

/**
 * @param {Series} series
 * @param {readonly Bar[]} bars
 */
function numbersOf({ title, format }, bars) {
  const isCompared = bars.some(({ before }) => before !== undefined);
  return html`<details>
    <summary>Numbers</summary>
    <table>
      <caption class="sr">
        ${title}
      </caption>
      <tr>
        <th scope="col">month</th>
        <th scope="col" class="number">these 12 months</th>
        ${isCompared ? html`<th scope="col" class="number">the year before</th>` : ''}
      </tr>
      ${bars.map(
        ({ name, now, before }) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="number">${format(now)}</td>
            ${before === undefined ? '' : html`<td class="number">${format(before)}</td>`}
          </tr>`,
      )}
    </table>
  </details>`;
}
