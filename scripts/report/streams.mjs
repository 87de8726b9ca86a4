// @ts-check
// Each stream's figures: from the line that ends it, or else from what was counted.

/** A damaged line may list any number. */
const MOST_STREAMS = 200;

/** @typedef {import('./sync.mjs').Sync} Sync */
/**
 * @typedef {object} StreamRow
 * @property {string} stream
 * @property {string} mode
 * @property {'complete' | 'incomplete' | 'not ended'} status
 * @property {number | undefined} records
 * @property {number | undefined} requests
 * @property {number | undefined} seconds
 * @property {string} parts
 * @property {import('./sync.mjs').Facts} facts the rest of its last line
 */

/** @returns {StreamRow[]} */
export function streamsOf(/** @type {Sync} */ sync) {
  const selected = selectedStreams(sync);
  const sources = [
    selected,
    sync.plans,
    sync.ends,
    sync.statuses,
    sync.records,
    sync.requestsOfStream,
  ];
  const names = new Set(sources.flatMap((source) => [...source.keys()]));
  return [...names].map((stream) => rowOf(sync, stream, selected.get(stream) ?? ''));
}

/** @returns {StreamRow} */
function rowOf(
  /** @type {Sync} */ sync,
  /** @type {string} */ stream,
  /** @type {string} */ selectedMode,
) {
  const facts = sync.ends.get(stream) ?? {};
  const plan = sync.plans.get(stream);
  const seconds = facts['seconds'];
  return {
    stream,
    mode: String(plan?.['syncMode'] ?? selectedMode),
    status: statusOf(facts['status'] ?? sync.statuses.get(stream)),
    records: numberOr(facts['records'], sync.records.get(stream)?.total),
    requests: numberOr(facts['requests'], sync.requestsOfStream.get(stream)),
    seconds: numberOr(seconds, undefined),
    parts: plan === undefined ? '' : partsOf(plan),
    facts,
  };
}

/** @returns {StreamRow['status']} */
function statusOf(/** @type {unknown} */ word) {
  const status = String(word).toLowerCase();
  return status === 'complete' || status === 'incomplete' ? status : 'not ended';
}

/** @returns {number | undefined} */
function numberOr(/** @type {unknown} */ value, /** @type {number | undefined} */ otherwise) {
  return typeof value === 'number' ? value : otherwise;
}

function partsOf(/** @type {import('./sync.mjs').Facts} */ { parts, due }) {
  return parts === due ? String(parts) : `${String(due)} of ${String(parts)}`;
}

/** `bookings (incremental), users (full_refresh)` of the first line. */
function selectedStreams(/** @type {Sync} */ { started }) {
  const listed = String(started?.['streams'] ?? '').matchAll(/(?:^|, )(.+?) \((\w+)\)(?=, |$)/gu);
  return new Map(
    [...listed].slice(0, MOST_STREAMS).map(([, stream = '', mode = '']) => [stream, mode]),
  );
}

/** @param {readonly StreamRow[]} streams */
export function sumOf(streams, /** @type {'records' | 'requests'} */ figure) {
  const known = streams.flatMap((row) => row[figure] ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0);
}
