// @ts-check
import * as Plot from '@observablehq/plot';
import { HOLD_KINDS } from '../timeline.mjs';
import { clock, duration, listed } from '../words.mjs';
import { framed, HOLD_COLOURS } from './frame.mjs';

/** @typedef {import('../timeline.mjs').HoldKind} HoldKind */

/**
 * What the sync waited for, and when.
 *
 * @param {import('../model.mjs').Model} model
 * @returns {import('./frame.mjs').Chart | undefined}
 */
export function holdsChart({ range, holds }) {
  if (holds.length === 0) return undefined;
  const kinds = HOLD_KINDS.filter((kind) => holds.some((hold) => hold.kind === kind));
  const totals = kinds.map((kind) => `${kind} ${duration(totalOf(holds, kind))}`);
  return {
    id: 'holds',
    title: 'What the sync waited for',
    text: `Times on hold: ${listed(totals)}. The other charts are shaded at these times.`,
    options: framed(range, {
      height: 40 + kinds.length * 24,
      y: { domain: kinds, label: null },
      marks: [
        Plot.barX(holds, {
          x1: 'from',
          x2: 'to',
          y: 'kind',
          fill: ({ kind }) => HOLD_COLOURS[/** @type {HoldKind} */ (kind)],
          title: ({ kind, from, to }) => `${kind}: ${duration(to - from)} from ${clock(from)}`,
        }),
      ],
    }),
  };
}

/**
 * @param {readonly import('../timeline.mjs').Hold[]} holds
 * @param {HoldKind} kind
 */
export function totalOf(holds, kind) {
  return holds
    .filter((hold) => hold.kind === kind)
    .reduce((sum, { from, to }) => sum + to - from, 0);
}
