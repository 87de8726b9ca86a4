// @ts-check
// The rows of the chart of partitions: a partition each, and below it a row for each level of its splits.
import { groups as groupsBy } from 'd3-array';
import { depthOf, endOf } from './windows.mjs';

/** @typedef {import('./windows.mjs').Window} Window */
/** @typedef {import('./windows.mjs').WindowEnd} WindowEnd */
/** @typedef {Window & { row: string, level: number, end: WindowEnd }} Bar */
/** @typedef {{ row: string, label: string }} Row */
/** @typedef {{ stream: string, partition: string, levels: number[], bars: Bar[], trouble: number, ms: number }} Partition */

const MOST_ROWS = 70;
const MOST_LEVELS = 6;
const MOST_BARS = 600;

/** @param {readonly Window[]} windows in the order in which they began */
export function partitionRows(windows) {
  const streams = groupsBy(windows, ({ stream }) => stream).map(([, ofStream]) =>
    groupsBy(ofStream, ({ partition }) => partition).map(([, ofPartition]) =>
      partitionOf(ofPartition),
    ),
  );
  const all = streams.flat();
  const drawn = new Set(mostTelling(all));
  const bars = all.flatMap((each) => (drawn.has(each) ? each.bars : []));
  return {
    rows: streams.flatMap((partitions) => rowsOf(partitions.filter((each) => drawn.has(each)))),
    bars: bars.slice(0, MOST_BARS),
    leftOut: all.length - drawn.size,
    ends: countEnds(all.flatMap((each) => each.bars)),
  };
}

/** @returns {Partition} */
function partitionOf(/** @type {Window[]} */ windows) {
  const { stream = '', partition = '', from = 0 } = windows[0] ?? {};
  const bars = windows.map((window) => {
    const level = Math.min(depthOf(window, windows), MOST_LEVELS);
    return {
      ...window,
      row: rowName(stream, partition, level),
      level,
      end: endOf(window, windows),
    };
  });
  return {
    stream,
    partition,
    levels: [...new Set(bars.map(({ level }) => level))].sort((a, b) => a - b),
    bars,
    trouble: bars.filter(({ end }) => end !== 'read').length,
    ms: Math.max(...bars.map(({ to }) => to)) - from,
  };
}

/** Unique; never shown. */
const rowName = (
  /** @type {string} */ stream,
  /** @type {string} */ partition,
  /** @type {number} */ level,
) => JSON.stringify([stream, partition, level]);

/**
 * Of one stream, which only its first row names.
 *
 * @param {readonly Partition[]} partitions
 * @returns {Row[]}
 */
function rowsOf(partitions) {
  return partitions.flatMap(({ stream, partition, levels }, index) =>
    levels.map((level) => {
      const name = index === 0 ? `${stream} ${partition}` : partition;
      return {
        row: rowName(stream, partition, level),
        label: level === 0 ? name : levelLabel(level),
      };
    }),
  );
}

const levelLabel = (/** @type {number} */ level) =>
  level === MOST_LEVELS ? '↳ parts, further levels' : `↳ parts, level ${level}`;

/** Those with trouble, then the longest, as long as there is room. */
function mostTelling(/** @type {readonly Partition[]} */ partitions) {
  let rows = 0;
  return [...partitions]
    .sort((a, b) => b.trouble - a.trouble || b.ms - a.ms)
    .filter(({ levels }) => (rows += levels.length) <= MOST_ROWS);
}

/** @returns {Record<WindowEnd, number>} */
function countEnds(/** @type {readonly Bar[]} */ bars) {
  const ends = { read: 0, reread: 0, split: 0, failed: 0 };
  for (const { end } of bars) ends[end] += 1;
  return ends;
}
