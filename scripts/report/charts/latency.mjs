// @ts-check
import * as Plot from '@observablehq/plot';
import { clock, duration } from '../words.mjs';
import { framed, shades } from './frame.mjs';

/**
 * How long the API took to answer.
 *
 * @param {import('../model.mjs').Model} model
 * @returns {import('./frame.mjs').Chart | undefined}
 */
export function latencyChart({ range, width, bins, latency, holds }) {
  if (latency === undefined || bins.length === 0) return undefined;
  const points = bins.map((bin) => ({
    ...bin,
    at: Math.min(Math.max(bin.from + width / 2, range.start), range.end),
    title: titleOf(bin),
  }));
  return {
    id: 'latency',
    title: 'Time the API takes for a response',
    text: `Half of the requests took at most ${duration(latency.p50 * 1000)} (p50), 95 of 100 at most ${duration(latency.p95 * 1000)} (p95); the slowest took ${duration(latency.max * 1000)}.${waitText(latency.meanWait)}`,
    legend: [
      { name: 'p50', colour: 'var(--good)' },
      { name: 'p95', colour: 'var(--retried)' },
    ],
    options: framed(range, {
      y: { label: 'seconds', grid: true, nice: true, zero: true },
      marks: [
        shades(holds),
        Plot.ruleX(points, {
          x: 'at',
          y1: 'p50',
          y2: 'p95',
          stroke: 'var(--retried)',
          strokeOpacity: 0.35,
          strokeWidth: 2,
        }),
        Plot.ruleY([0], { stroke: 'var(--line)' }),
        Plot.dot(points, { x: 'at', y: 'p95', fill: 'var(--retried)', r: 2.5, title: 'title' }),
        Plot.dot(points, { x: 'at', y: 'p50', fill: 'var(--good)', r: 2.5, title: 'title' }),
      ],
    }),
  };
}

function waitText(/** @type {number} */ seconds) {
  if (seconds < 0.001) return '';
  return ` Before that, a request waited ${duration(seconds * 1000)} on average: for the rate limit, the circuit breaker, a free slot or a retry.`;
}

/** @param {import('../bins.mjs').Bin} bin */
const titleOf = ({ from, p50, p95, count }) =>
  `${clock(from)}: p50 ${duration(p50 * 1000)}, p95 ${duration(p95 * 1000)} of ${count}`;
