// @ts-check
// When a run did what: its range, its bins, and the times at which requests were on hold.
import { CLIENT_LINES, READ_LINES, REPORT_LINES } from './sentences.mjs';

/** @typedef {import('./sync.mjs').Sync} Sync */
/** @typedef {{ kind: HoldKind, from: number, to: number }} Hold */
/** @typedef {'rate limit' | 'circuit breaker' | 'destination' | 'slow response'} HoldKind */
/** @typedef {{ at: number, text: string, facts: import('./sync.mjs').Facts }} TimedEvent */
/** @typedef {{ start: number, end: number }} Range */

/** In the order in which they are drawn. */
export const HOLD_KINDS = /** @type {const} */ ([
  'rate limit',
  'circuit breaker',
  'destination',
  'slow response',
]);

/** Times of Airbyte's lines in the connector's clock. */
function utc(
  /** @type {Sync} */ sync,
  /** @type {{ at: number, isLocal: boolean }} */ { at, isLocal },
) {
  return isLocal ? at - (sync.localOffsetMs ?? 0) : at;
}

/** @returns {Range | undefined} */
export function rangeOf(/** @type {Sync} */ sync) {
  const local = [sync.firstLocal, sync.lastLocal].map((at) => utc(sync, { at, isLocal: true }));
  const start = Math.min(sync.first, local[0] ?? Infinity);
  const end = Math.max(sync.last, local[1] ?? -Infinity);
  return start <= end ? { start, end: Math.max(end, start + 1) } : undefined;
}

/** Without requests nothing says which time zone Airbyte printed. */
export const isUtc = (/** @type {Sync} */ sync) =>
  !sync.hasLocalTimes || sync.localOffsetMs !== undefined;

/** @returns {TimedEvent[]} */
export function eventsOf(/** @type {Sync} */ sync) {
  return sync.events
    .map((event) => ({ at: utc(sync, event), text: event.text, facts: event.facts }))
    .filter(({ at }) => Number.isFinite(at));
}

/** Records of all streams over time, where only their sum is known. */
export function totalsOf(/** @type {Sync} */ sync) {
  return sync.totals
    .map((total) => ({ at: utc(sync, total), count: total.records }))
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at);
}

/**
 * The times at which no request could be sent, or the destination did not read.
 *
 * @param {Sync} sync
 * @param {readonly TimedEvent[]} events
 * @param {Range} range
 * @returns {Hold[]}
 */
export function holdsOf(sync, events, range) {
  const pauses = events.flatMap((event) => pauseOf(event, isUtc(sync)));
  const found = [...announced(sync), ...pauses, ...outages(events, range)];
  return HOLD_KINDS.flatMap((kind) =>
    merged(
      kind,
      found.filter((hold) => hold.kind === kind),
      range,
    ),
  );
}

/** @returns {Hold[]} */
function announced(/** @type {Sync} */ sync) {
  return sync.announcedWaits.map(({ from, to }) => ({ kind: 'rate limit', from, to }));
}

/**
 * @param {TimedEvent} event
 * @param {boolean} isUtcKnown without it, the time until which is waited cannot be placed
 * @returns {Hold[]}
 */
function pauseOf({ at, text, facts }, isUtcKnown) {
  const seconds = (/** @type {string} */ name) => Number(facts[name] ?? 0) * 1000;
  if (text === CLIENT_LINES.throttled.text)
    return [{ kind: 'rate limit', from: at, to: at + seconds('pauseSeconds') }];
  if (text === READ_LINES.waiting.text)
    return [{ kind: 'rate limit', from: at, to: at + seconds('seconds') }];
  if (text !== REPORT_LINES.progress.text) return [];
  const kind = HOLD_KINDS.find((each) => each === facts['waitingFor']);
  if (kind === undefined) return [];
  if (facts['until'] === undefined) return [{ kind, from: at - seconds('forSeconds'), to: at }];
  return isUtcKnown ? [{ kind, from: at, to: Date.parse(String(facts['until'])) }] : [];
}

/**
 * From the line that the API keeps failing to the one that it responds again, or to the end.
 *
 * @param {readonly TimedEvent[]} events
 * @param {Range} range
 * @returns {Hold[]}
 */
function outages(events, range) {
  /** @type {Hold[]} */
  const holds = [];
  /** @type {number | undefined} */
  let since;
  for (const { at, text, facts } of events) {
    if (text === CLIENT_LINES.outage.text) since ??= at;
    if (text !== CLIENT_LINES.outageEnded.text) continue;
    holds.push({
      kind: 'circuit breaker',
      from: since ?? at - Number(facts['failedForSeconds'] ?? 0) * 1000,
      to: at,
    });
    since = undefined;
  }
  return since === undefined
    ? holds
    : [...holds, { kind: 'circuit breaker', from: since, to: range.end }];
}

/**
 * @param {HoldKind} kind
 * @param {readonly Hold[]} holds
 * @param {Range} range
 */
function merged(kind, holds, { start, end }) {
  /** @type {Hold[]} */
  const result = [];
  for (const { from, to } of [...holds].sort((a, b) => a.from - b.from)) {
    const hold = { kind, from: Math.max(from, start), to: Math.min(to, end) };
    const last = result.at(-1);
    if (last !== undefined && hold.from <= last.to) last.to = Math.max(last.to, hold.to);
    else if (hold.to > hold.from) result.push(hold);
  }
  return result;
}

/**
 * The limit below which the connector stayed, each value until the next.
 *
 * @param {readonly TimedEvent[]} events
 * @param {Sync} sync
 * @param {Range} range
 * @returns {{ from: number, to: number, perSecond: number }[]}
 */
export function limitsOf(events, sync, { start, end }) {
  const changes = events
    .filter(
      ({ text }) =>
        text === CLIENT_LINES.statedLimit.text || text === CLIENT_LINES.rateReduced.text,
    )
    .map(({ at, facts }) => ({ at, perSecond: Number(facts['requestsPerSecond']) }))
    .filter(({ perSecond }) => perSecond > 0);
  const atEnd = Number(sync.ended?.['requestsPerSecond']);
  if (changes.length === 0 && atEnd > 0) changes.push({ at: start, perSecond: atEnd });
  return changes.map(({ at, perSecond }, index) => ({
    from: at,
    to: changes[index + 1]?.at ?? end,
    perSecond,
  }));
}
