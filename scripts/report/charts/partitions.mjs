// @ts-check
import * as Plot from '@observablehq/plot';
import { counted, clock, duration, listed, number } from '../words.mjs';
import { framed, shades } from './frame.mjs';

const ROW = 17;
const MOST_TICKS = 1000;

/** @type {Record<import('../windows.mjs').WindowEnd, { name: string, colour: string }>} */
const ENDS = {
  read: { name: 'read', colour: 'var(--good)' },
  reread: { name: 'read more than once', colour: 'var(--limited)' },
  split: { name: 'not read whole, split', colour: 'var(--retried)' },
  failed: { name: 'not read', colour: 'var(--bad)' },
};

/**
 * When the time windows of each partition were read.
 *
 * @param {import('../model.mjs').Model} model
 * @returns {import('./frame.mjs').Chart | undefined}
 */
export function partitionsChart(model) {
  const { range, partitions, holds } = model;
  const { rows, bars, ends } = partitions;
  if (bars.length === 0) return undefined;
  const labels = new Map(rows.map(({ row, label }) => [row, label]));
  const resent = bars
    .flatMap(({ row, resentAt }) => resentAt.map((at) => ({ row, at })))
    .slice(0, MOST_TICKS);
  const shown = Object.entries(ENDS).filter(
    ([end]) => ends[/** @type {keyof typeof ENDS} */ (end)] > 0,
  );
  return {
    id: 'partitions',
    title: 'Partitions and their time windows',
    text: textOf(model),
    legend: [
      ...shown.map(([, legend]) => legend),
      ...(resent.length > 0 ? [{ name: 'tick: a request sent again', colour: 'var(--text)' }] : []),
    ],
    options: framed(range, {
      height: 40 + rows.length * ROW,
      x: { axis: 'both' },
      marginTop: 22,
      y: {
        domain: rows.map(({ row }) => row),
        tickFormat: (row) => labels.get(row) ?? '',
        label: null,
        tickSize: 0,
        padding: 0.25,
      },
      marks: [
        shades(holds),
        Plot.gridX({ stroke: 'var(--line)', strokeOpacity: 0.5 }),
        Plot.ruleX(bars, {
          x: 'from',
          y: 'row',
          stroke: ({ end }) => colourOf(end),
          strokeWidth: 2,
        }),
        Plot.barX(bars, {
          x1: 'from',
          x2: 'to',
          y: 'row',
          fill: ({ end }) => colourOf(end),
          fillOpacity: 0.85,
          title: barTitle,
        }),
        Plot.tickX(resent, {
          x: 'at',
          y: 'row',
          stroke: 'var(--text)',
          strokeWidth: 1.2,
          insetTop: 3,
          insetBottom: 3,
        }),
      ],
    }),
  };
}

const colourOf = (/** @type {import('../windows.mjs').WindowEnd} */ end) => ENDS[end].colour;

/** @param {import('../partitions.mjs').Bar} bar */
function barTitle({ stream, partition, window, from, to, requests, resentAt, end }) {
  const again = resentAt.length > 0 ? `, ${number(resentAt.length)} sent again` : '';
  return `${stream} ${partition} ${window}: ${ENDS[end].name}, ${clock(from)} to ${clock(to)} (${duration(to - from)}), ${counted(requests, 'request')}${again}`;
}

/**
 * What the connector counted, if it got to its end; else what the requests show.
 *
 * @param {import('../model.mjs').Model} model
 */
function textOf({ sync, partitions: { ends, leftOut } }) {
  const stated = sync.ended && statedEnds(sync.ended);
  const counts = Object.entries(ENDS).flatMap(([end, { name }]) => {
    const count = (stated ?? ends)[/** @type {keyof typeof ENDS} */ (end)];
    return count > 0 ? `${number(count)} ${name}` : [];
  });
  const rest =
    leftOut > 0
      ? ` Not drawn: ${counted(leftOut, 'partition')} with less trouble, or read faster.`
      : '';
  return `Time windows: ${listed(counts)}. A bar lasts from a window's first request to its last response; parts of a split window, and those that the connector requests to find out what works, are in the rows below it.${rest}`;
}

/** @returns {Record<import('../windows.mjs').WindowEnd, number>} */
function statedEnds(/** @type {import('../sync.mjs').Facts} */ { windows, reread, split, failed }) {
  return {
    read: Number(windows),
    reread: Number(reread),
    split: Number(split),
    failed: Number(failed),
  };
}
