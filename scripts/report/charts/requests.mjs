// @ts-check
import * as Plot from '@observablehq/plot';
import { counted, clock, duration, number } from '../words.mjs';
import { COLOURS, framed, shades } from './frame.mjs';

/** What the words of `navan.outcome` mean, in the order in which they are stacked. */
export const OUTCOME_NAMES = {
  succeed: 'answered',
  retry: 'failed, sent again',
  rateLimited: 'refused by the rate limit',
  refreshToken: 'refused with this token',
  ignore: 'refused, which is expected',
  fail: 'failed for good',
  other: 'other',
};

/** A limit far above what was sent would press the bars flat. */
const FAR_ABOVE = 3;

/**
 * Requests by outcome over time, below the limit.
 *
 * @param {import('../model.mjs').Model} model
 * @returns {import('./frame.mjs').Chart | undefined}
 */
export function requestsChart({ range, width, bins, byOutcome, limits, holds }) {
  if (bins.length === 0) return undefined;
  const perSecond = (/** @type {number} */ count) => count / (width / 1000);
  const bars = bins.flatMap((bin) =>
    bin.outcomes.map(({ outcome, count }) => ({
      from: Math.max(bin.from, range.start),
      to: Math.min(bin.to, range.end),
      outcome,
      rate: perSecond(count),
      title: barTitle(bin, outcome, count),
    })),
  );
  const busiest = Math.max(...bins.map(({ count }) => perSecond(count)));
  const near = limits.filter((limit) => limit.perSecond <= busiest * FAR_ABOVE);
  return {
    id: 'requests',
    title: 'Requests per second, by what followed',
    text: `${byOutcome.map(({ outcome, count }) => `${number(count)} ${OUTCOME_NAMES[outcome]}`).join(', ')}. Each bar covers ${duration(width)}.${limitText(limits, near.length)}`,
    legend: byOutcome.map(({ outcome }) => ({
      name: OUTCOME_NAMES[outcome],
      colour: COLOURS[outcome],
    })),
    options: framed(range, {
      y: { label: 'requests/s', grid: true, nice: true },
      marks: [
        shades(holds),
        Plot.rectY(bars, {
          x1: 'from',
          x2: 'to',
          y: 'rate',
          fill: ({ outcome }) => COLOURS[/** @type {keyof typeof COLOURS} */ (outcome)],
          title: 'title',
          inset: 0.3,
        }),
        Plot.ruleY([0], { stroke: 'var(--line)' }),
        Plot.link(near, {
          x1: 'from',
          x2: 'to',
          y1: 'perSecond',
          y2: 'perSecond',
          stroke: 'var(--limited)',
          strokeWidth: 2,
          strokeDasharray: '6 3',
        }),
        Plot.text(near.slice(-1), {
          x: 'to',
          y: 'perSecond',
          text: ({ perSecond: limit }) => `limit ${limit}`,
          dx: 6,
          textAnchor: 'start',
          fill: 'var(--limited)',
        }),
      ],
    }),
  };
}

/**
 * @param {import('../bins.mjs').Bin} bin
 * @param {import('../columns.mjs').Outcome} outcome
 * @param {number} count
 */
const barTitle = ({ from }, outcome, count) =>
  `${clock(from)}: ${counted(count, 'request')} ${OUTCOME_NAMES[outcome]}`;

/**
 * @param {readonly { perSecond: number }[]} limits
 * @param {number} drawn
 */
function limitText(limits, drawn) {
  const last = limits.at(-1);
  if (last === undefined) return ' No rate limit is known.';
  if (drawn > 0)
    return ` The dashed line is the rate that the limit allows: ${last.perSecond} a second at the end.`;
  return ` The rate limit of ${last.perSecond} a second is far above and not drawn.`;
}
