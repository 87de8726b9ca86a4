// @ts-check
// The results as pictures: one for each part that was measured.
import * as Plot from '@observablehq/plot';
import { number } from '../../scripts/report/words.mjs';
import { COLOUR, pictureOf } from './picture.mjs';
import { inMb, rateOf, spreadInMb, TARGETS } from './results.mjs';

/** @typedef {import('./results.mjs').Results} Results */
/** @typedef {import('./results.mjs').Size} Size */
/** @typedef {import('./results.mjs').Spread & { name: string, fill: string, sent?: string }} Bar */

const WIDTH = 800;
const PROGRAMS = {
  connector: 'the connector',
  get: 'loop on http.get',
  fetch: 'loop on fetch',
  copy: 'receive and copy',
};
const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });
const short = (/** @type {number} */ value) => SHORT.format(value);
const labelArrow = /** @type {const} */ ('none');
const labelAnchor = /** @type {const} */ ('center');

export const PICTURES = {
  throughput: throughputPicture,
  latency: latencyPicture,
  memory: memoryPicture,
  growth: growthPicture,
};

const TARGET_RULE = { stroke: COLOUR.bad, strokeWidth: 1.5, strokeDasharray: '5 3' };

/** Bars to the median, a line from the least to the most, and the figure at the right edge. @param {readonly Bar[]} bars @param {string} label @param {string} title */
function spreadChart(bars, label, title) {
  const names = [...new Set(bars.map(({ name }) => name))];
  const facet = bars.some(({ sent }) => sent) ? { fx: 'sent' } : {};
  const at = { y: 'name', ...facet };
  return {
    title,
    options: {
      width: WIDTH,
      height: 64 + names.length * 32,
      marginLeft: Math.max(...names.map(({ length }) => length)) * 7 + 14,
      marginRight: 70,
      marginTop: facet.fx ? 24 : 4,
      marginBottom: 40,
      x: { label, labelArrow, ticks: facet.fx ? 3 : 6, tickFormat: short, grid: true },
      y: { label: null, tickSize: 0, domain: names },
      fx: { label: null, padding: 0.22, reverse: true },
      marks: [
        Plot.barX(bars, { ...at, x: 'median', fill: 'fill', insetTop: 2, insetBottom: 2 }),
        Plot.link(bars, { ...at, x1: 'least', x2: 'most', stroke: COLOUR.text, strokeWidth: 2 }),
        Plot.text(bars, {
          ...at,
          text: ({ median }) => number(median),
          frameAnchor: 'right',
          textAnchor: 'start',
          dx: 8,
        }),
        Plot.ruleX([0], { stroke: COLOUR.muted }),
      ],
    },
  };
}

/** @param {Results} results */
function throughputPicture({ throughput = [] }) {
  const bars = throughput.flatMap(({ bookings, gzip, programs }) =>
    Object.entries(PROGRAMS).flatMap(([key, name]) => {
      const program = programs[/** @type {import('./results.mjs').ProgramName} */ (key)];
      const fill = key === 'connector' ? COLOUR.good : COLOUR.other;
      const sent = gzip ? 'gzip' : 'uncompressed';
      return program ? [{ ...rateOf(bookings, program.seconds), name, fill, sent }] : [];
    }),
  );
  if (bars.length === 0) return undefined;
  const title = 'Bookings a second';
  const text = 'The median of each program; the line goes from the slowest round to the fastest.';
  return pictureOf(title, text, [spreadChart(bars, 'bookings a second', title)]);
}

/** @param {Results} results */
function memoryPicture({ memory = [] }) {
  if (memory.length === 0) return undefined;
  const bars = memory.map(({ name, peakBytes }) => {
    const peak = spreadInMb(peakBytes);
    return { ...peak, name, fill: peak.median <= TARGETS.memory ? COLOUR.good : COLOUR.bad };
  });
  const title = 'Peak memory';
  const text = `The median of the rounds, red if it misses the target of ${TARGETS.memory} MB (dashed); the line goes from the least to the most.`;
  const chart = spreadChart(bars, 'peak memory, MB', title);
  chart.options.marks.push(Plot.ruleX([TARGETS.memory], TARGET_RULE));
  return pictureOf(title, text, [chart]);
}

/** @param {Results} results */
function latencyPicture({ latency = [] }) {
  if (latency.length === 0) return undefined;
  const title = 'How much of the possible rate is reached when each response takes time';
  const text = `Requests × latency ÷ requests at a time, as a share of the sync's time. Red if below the target of ${TARGETS.latency} % (dashed).`;
  const bars = latency.map(({ ms, share, afterStart }) => {
    const after = afterStart && `\n${(afterStart * 100).toFixed(1)} % after\nthe first seconds`;
    const fill = share * 100 >= TARGETS.latency ? COLOUR.good : COLOUR.bad;
    return { ms, share: share * 100, text: `${(share * 100).toFixed(1)} %${after ?? ''}`, fill };
  });
  const options = {
    width: WIDTH,
    height: 280,
    marginLeft: 50,
    marginTop: 28,
    marginBottom: 40,
    x: { label: 'latency of a response, ms', tickSize: 0, padding: 0.4 },
    y: { label: 'share, %', labelArrow, domain: [0, 100], ticks: 5, grid: true },
    marks: [
      Plot.barY(bars, { x: 'ms', y: 'share', fill: 'fill' }),
      Plot.text(bars, { x: 'ms', y: 50, text: 'text', fill: COLOUR.background, lineHeight: 1.4 }),
      Plot.ruleY([0], { stroke: COLOUR.muted }),
      Plot.ruleY([TARGETS.latency], TARGET_RULE),
    ],
  };
  return pictureOf(title, text, [{ title, options }]);
}

/** @type {readonly [name: string, value: (size: Size) => number][]} */
const MEASURES = [
  ['time, s', ({ seconds }) => seconds],
  ['requests', ({ requests }) => requests],
  ['peak memory, MB', ({ peakBytes }) => inMb(peakBytes)],
  ['state, kB', ({ stateBytes }) => stateBytes / 1000],
];

/** @param {Results} results */
function growthPicture({ growth: { bookings = [], months = [] } = {} }) {
  const columns = [
    { by: /** @type {const} */ ('bookings'), sizes: bookings, scale: logarithmic },
    { by: /** @type {const} */ ('months'), sizes: months, scale: linear },
  ].filter(({ sizes }) => sizes.length > 0);
  if (columns.length === 0) return undefined;
  const charts = MEASURES.flatMap(([name, value]) =>
    columns.map(({ by, sizes, scale }) => {
      const points = sizes.map((size) => ({ x: size[by], y: value(size) }));
      return growthChart(`${name} by ${by}`, points, {
        x: { ...scale(points.map(({ x }) => x)), label: by },
        y: { ...scale(points.map(({ y }) => y)), label: name, grid: true },
      });
    }),
  );
  const title = `How a first sync grows with ${columns.map(({ by }) => by).join(' and ')}`;
  const text = 'Charts by bookings have logarithmic axes, charts by months linear ones.';
  return pictureOf(title, text, charts, columns.length);
}

/** From a power of ten to another, with ticks at nothing else. @param {readonly number[]} values */
function logarithmic(values) {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values))));
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
  return { type: /** @type {const} */ ('log'), domain: [ticks[0], ticks.at(-1)], ticks };
}

const linear = () => ({ zero: true, nice: 4, ticks: 4 });

/** @param {string} title @param {readonly { x: number, y: number }[]} points @param {{ x: Plot.ScaleOptions, y: Plot.ScaleOptions }} scales */
function growthChart(title, points, { x, y }) {
  const at = { x: 'x', y: 'y' };
  return {
    title,
    options: {
      width: WIDTH / 2,
      height: 200,
      insetLeft: 20,
      marginLeft: 50,
      marginRight: 36,
      marginTop: 32,
      marginBottom: 40,
      x: { ...x, labelArrow, tickFormat: short, labelAnchor },
      y: { ...y, labelArrow, tickFormat: short },
      marks: [
        Plot.line(points, { ...at, stroke: COLOUR.good, strokeWidth: 2 }),
        Plot.dot(points, { ...at, fill: COLOUR.good, r: 3.5 }),
        Plot.text(points, {
          ...at,
          text: (point) =>
            Number(point.y.toPrecision(point.y < 100 ? 2 : 3)).toLocaleString('en-US'),
          dy: -12,
          fontSize: 10,
        }),
      ],
    },
  };
}
