// @ts-check
// A run in words: how it ended, what it did, and what stands out most.
import { totalOf } from './charts/holds.mjs';
import { clock, counted, day, duration, listed, number, percent } from './words.mjs';

/** @typedef {import('./model.mjs').Model} Model */
/** @typedef {{ kind: 'good' | 'bad' | 'unclear', title: string }} Verdict */

/** @returns {Verdict} */
export function verdictOf(/** @type {Model} */ model) {
  const { streams, incomplete, notEnded, errors, sync } = model;
  const complete = streams.length - incomplete.length - notEnded.length;
  if (incomplete.length > 0)
    return {
      kind: 'bad',
      title: `Incomplete: ${listed(incomplete)} (${complete} of ${counted(streams.length, 'stream')} complete)`,
    };
  if (!model.isSync)
    return {
      kind: errors.length > 0 ? 'bad' : 'unclear',
      title:
        errors.length > 0
          ? 'Failed before a sync began'
          : 'A run without a sync: a check, a discovery, or a log without its beginning',
    };
  if (sync.ended === undefined && notEnded.length > 0)
    return {
      kind: 'unclear',
      title: `The log ends before the sync: ${complete} of ${counted(streams.length, 'stream')} complete so far`,
    };
  if (streams.length === 0) return { kind: 'unclear', title: 'No stream was read' };
  return {
    kind: 'good',
    title: `Complete: ${streams.length === 1 ? listed(streams.map(({ stream }) => stream)) : `all ${streams.length} streams`}`,
  };
}

/** Sentences, the most important first. */
export function sentencesOf(/** @type {Model} */ model) {
  return [course(model), amounts(model), waits(model), worstOf(model)].filter(
    (text) => text !== '',
  );
}

/** How long it took, and when. */
function course(/** @type {Model} */ model) {
  const { range, sync, isUtc, hasTimes } = model;
  const version = sync.started?.['version'];
  const name = `${model.isSync ? 'The sync' : 'The run'}${version === undefined ? '' : ` of source-navan ${String(version)}`}`;
  if (!hasTimes) return `The log has no times. ${name} cannot be placed.`;
  const zone = isUtc ? 'UTC' : 'in the time zone of the log';
  const verb = sync.ended || model.notEnded.length === 0 ? 'took' : 'had run for';
  return `${name} ${verb} ${duration(durationOf(model))}: ${day(range.start)}, ${clock(range.start)} to ${clock(range.end)} ${zone}.`;
}

/** The connector's own figure, if it got to its end. */
export function durationOf(/** @type {Model} */ { sync, range }) {
  const seconds = sync.ended?.['seconds'];
  return typeof seconds === 'number' ? seconds * 1000 : range.end - range.start;
}

function amounts(/** @type {Model} */ { records, requests, resends, sync }) {
  const sent = records === undefined ? '' : `It sent ${counted(records, 'record')}`;
  if (requests === undefined) return sent === '' ? '' : `${sent}.`;
  const asked = `${sent === '' ? 'It sent' : `${sent} and needed`} ${counted(requests, 'request')}`;
  const tokens = sync.tokenRequests > 0 ? ` (and ${number(sync.tokenRequests)} for tokens)` : '';
  if (resends === undefined || resends === 0)
    return `${asked}${tokens}. None had to be sent again.`;
  const share = percent(resends / requests);
  return `${asked}${tokens}; ${number(resends)} (${share}) repeated an earlier one, after a failure or with a new token.`;
}

function waits(/** @type {Model} */ model) {
  const parts = waitsOf(model).map(({ name, ms }) => `${duration(ms)} for ${name}`);
  return parts.length === 0 ? '' : `It waited ${listed(parts)}.`;
}

/** The connector's own sums, or else the length of what is drawn. */
export function waitsOf(/** @type {Model} */ { sync, holds }) {
  const kinds = /** @type {const} */ ([
    ['rate limit', 'the rate limit', 'rateLimitSeconds'],
    ['circuit breaker', 'the API to recover (circuit breaker)', 'breakerSeconds'],
    ['destination', 'the destination', 'destinationSeconds'],
  ]);
  return kinds
    .map(([kind, name, fact]) => ({
      kind,
      name,
      ms: sync.ended ? Number(sync.ended[fact] ?? 0) * 1000 : totalOf(holds, kind),
    }))
    .filter(({ ms }) => ms >= 100);
}

const LARGE_SHARE = 0.2;

/** The first that applies: what to look at. */
function worstOf(/** @type {Model} */ model) {
  const { errors, requests = 0, resends = 0, latency, partitions, failures } = model;
  const ms = durationOf(model);
  const longest = waitsOf(model).sort((a, b) => b.ms - a.ms)[0];
  const error = errors[0];
  if (error)
    return `What stands out: ${error.streams.size > 0 ? `${listed([...error.streams])}: ` : ''}${error.title ?? 'an error'} (${error.code}). See Errors below.`;
  if (partitions.ends.failed > 0)
    return `What stands out: ${counted(partitions.ends.failed, 'time window')} not read.`;
  if (longest && longest.ms / ms > LARGE_SHARE)
    return `What stands out: ${percent(Math.min(1, longest.ms / ms))} of the time it waited for ${longest.name}. ${WAIT_ADVICE[longest.kind]}`;
  if (resends / Math.max(1, requests) > LARGE_SHARE)
    return `What stands out: many requests failed${failures[0] ? `, most with ${failures[0].type}` : ''}.`;
  if (latency && latency.p95 > 10) return 'What stands out: the API answers slowly.';
  return 'Nothing stands out.';
}

const WAIT_ADVICE = {
  'rate limit':
    'If other programs use the same Navan account, set fewer requests per second in each of them.',
  'circuit breaker': 'The API failed several times in a row; its failures are below.',
  destination: 'It sets the pace: look there.',
};

/** What the page cannot show, and why. */
export function missingOf(/** @type {Model} */ model) {
  const { sync, requests, stated, recordsOverTime, totals } = model;
  return [
    ...(sync.requests.count === 0 ? [NO_REQUESTS] : []),
    ...(sync.requests.count > 0 &&
    stated !== undefined &&
    requests !== undefined &&
    stated > requests
      ? [
          `The log has ${number(requests)} of the ${number(stated)} requests that the connector counted: lines are missing.`,
        ]
      : []),
    ...(recordsOverTime.length === 0 && totals.length < 2
      ? ['Records over time are not drawn: the log has neither records nor lines that count them.']
      : []),
    ...(sync.windows.leftOut > 0
      ? [
          `${counted(sync.windows.leftOut, 'request')} of further time windows are not in the chart of partitions.`,
        ]
      : []),
    ...(sync.hasLocalTimes && !model.isUtc ? ['The log does not say its time zone.'] : []),
  ];
}

const NO_REQUESTS =
  'Requests, response times and partitions are not drawn: the log has no line for each request. To get them, switch on "Log every request" under Advanced in the source\'s form (advanced.request_log) and sync again.';
