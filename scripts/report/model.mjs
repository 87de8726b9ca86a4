// @ts-check
// Everything that the page shows of one run, computed once.
import { binned, latencyOf } from './bins.mjs';
import { partitionRows } from './partitions.mjs';
import { streamsOf, sumOf } from './streams.mjs';
import { eventsOf, holdsOf, isUtc, limitsOf, rangeOf, totalsOf } from './timeline.mjs';

/** @typedef {import('./sync.mjs').Sync} Sync */
/** @typedef {ReturnType<typeof modelOf>} Model */

const NO_RANGE = { start: 0, end: 1 };

export function modelOf(/** @type {Sync} */ sync) {
  const known = rangeOf(sync);
  const range = known ?? NO_RANGE;
  const events = eventsOf(sync);
  const streams = streamsOf(sync);
  return {
    sync,
    range,
    hasTimes: known !== undefined,
    isUtc: isUtc(sync),
    isSync: sync.started !== undefined || sync.plans.size > 0 || sync.ended !== undefined,
    streams,
    incomplete: streams.filter(({ status }) => status === 'incomplete').map(({ stream }) => stream),
    notEnded: streams.filter(({ status }) => status === 'not ended').map(({ stream }) => stream),
    records: figure(sync.ended?.['records']) ?? sumOf(streams, 'records'),
    ...requestFigures(sync, streams),
    ...binned(sync.requests, range),
    failures: failuresOf(sync),
    byOutcome: sync.requests.byOutcome(),
    latency: latencyOf(sync.requests),
    holds: holdsOf(sync, events, range),
    limits: limitsOf(events, sync, range),
    partitions: partitionRows(sync.windows.list()),
    recordsOverTime: recordsOverTime(sync),
    totals: totalsOf(sync),
    errors: [...sync.errors.values()].sort((a, b) => a.at - b.at),
    warnings: [...sync.warnings.values()],
  };
}

/**
 * From the log's lines of requests, or else from its last line.
 *
 * @param {Sync} sync
 * @param {readonly import('./streams.mjs').StreamRow[]} streams
 */
function requestFigures(sync, streams) {
  const { count } = sync.requests;
  const stated = figure(sync.ended?.['requests']) ?? sumOf(streams, 'requests');
  if (count === 0) return { requests: stated, resends: figure(sync.ended?.['repeated']), stated };
  return { requests: count, resends: sync.resends, stated };
}

/** @returns {number | undefined} */
function figure(/** @type {unknown} */ value) {
  return typeof value === 'number' ? value : undefined;
}

/** Most frequent first; a status is called as in the log's last line. */
function failuresOf(/** @type {Sync} */ { failures }) {
  return [...failures]
    .map(([type, count]) => ({ type: /^\d+$/u.test(type) ? `HTTP ${type}` : type, count }))
    .sort((a, b) => b.count - a.count);
}

/** Most records first. */
function recordsOverTime(/** @type {Sync} */ { records }) {
  return [...records]
    .map(([stream, counts]) => ({ stream, total: counts.total, counts: counts.cumulated() }))
    .sort((a, b) => b.total - a.total);
}
