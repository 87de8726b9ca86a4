// @ts-check
import * as Plot from '@observablehq/plot';
import { number } from '../words.mjs';
import { framed, shades } from './frame.mjs';

const MOST_STREAMS = 20;
const ROW = 30;

/**
 * The records of each stream over time; of all streams together, if the log has no records.
 *
 * @param {import('../model.mjs').Model} model
 * @returns {import('./frame.mjs').Chart | undefined}
 */
export function recordsChart({ range, recordsOverTime, totals, holds }) {
  if (recordsOverTime.length > 0) return ofStreams(range, recordsOverTime, holds);
  return totals.length > 1 ? ofAll(range, totals, holds) : undefined;
}

/**
 * @param {import('./frame.mjs').Range} range
 * @param {import('../model.mjs').Model['recordsOverTime']} series
 * @param {readonly import('./frame.mjs').Hold[]} holds
 * @returns {import('./frame.mjs').Chart}
 */
function ofStreams(range, series, holds) {
  const drawn = series.slice(0, MOST_STREAMS);
  const names = drawn.map(({ stream }) => stream);
  const points = drawn.flatMap(({ stream, total, counts }) =>
    [{ at: range.start, count: 0 }, ...counts, { at: range.end, count: total }].map(
      ({ at, count }) => ({ stream, at: Math.min(at, range.end), share: count / total }),
    ),
  );
  const leftOut = series.length - drawn.length;
  return {
    id: 'records',
    title: 'Records of each stream',
    text: `Each row fills up to the stream's own total, on the right.${leftOut > 0 ? ` ${leftOut} streams with fewer records are not drawn.` : ''}`,
    options: framed(range, {
      height: 40 + drawn.length * ROW,
      fy: { domain: names, label: null, axis: null, padding: 0.2 },
      y: { domain: [0, 1], axis: null },
      marks: [
        shades(holds),
        Plot.areaY(points, {
          fy: 'stream',
          x: 'at',
          // Both bounds: with one, points of the same time would be stacked.
          y1: () => 0,
          y2: 'share',
          z: 'stream',
          curve: 'step-after',
          fill: 'var(--good)',
          fillOpacity: 0.65,
        }),
        Plot.text(drawn, {
          fy: 'stream',
          x: () => range.start,
          y: 0.3,
          dx: -8,
          text: 'stream',
          textAnchor: 'end',
          fill: 'currentColor',
        }),
        Plot.text(drawn, {
          fy: 'stream',
          x: () => range.end,
          y: 0.3,
          dx: 6,
          text: ({ total }) => number(total),
          textAnchor: 'start',
          fill: 'currentColor',
        }),
        Plot.ruleY(drawn, { fy: 'stream', y: 0, stroke: 'var(--line)' }),
      ],
    }),
  };
}

/**
 * @param {import('./frame.mjs').Range} range
 * @param {readonly { at: number, count: number }[]} totals
 * @param {readonly import('./frame.mjs').Hold[]} holds
 * @returns {import('./frame.mjs').Chart}
 */
function ofAll(range, totals, holds) {
  return {
    id: 'records',
    title: 'Records of all streams',
    text: "A log from Airbyte's pages has no records, only their number, counted now and then.",
    options: framed(range, {
      height: 150,
      y: { label: 'records', grid: true, zero: true, nice: true },
      marks: [
        shades(holds),
        Plot.areaY(totals, {
          x: 'at',
          y1: () => 0,
          y2: 'count',
          fill: 'var(--good)',
          fillOpacity: 0.5,
        }),
        Plot.lineY(totals, { x: 'at', y: 'count', stroke: 'var(--good)' }),
        Plot.ruleY([0], { stroke: 'var(--line)' }),
      ],
    }),
  };
}
