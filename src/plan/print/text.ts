import { SYNC_HEALTH } from '../../report/health/columns';
import { describeDurations, durations } from '../pace';
import { describeRange } from '../range';
import type { CoveragePlan, StreamPlan } from '../stream-plan';
import type { SyncPlan } from '../sync-plan';
import { reasonLines } from './reasons';
import { table, type Row } from './table';
import { age, minute, moment } from './words';

/** For a terminal. */
export function textLines(plan: SyncPlan): readonly string[] {
  return [
    `The next sync, if it begins now (${minute(plan.now)} UTC):`,
    '',
    ...dueLines(plan),
    '',
    ...totalLines(plan),
    ...coverageLines(plan),
  ];
}

function dueLines({ now, streams, unknown, hasHealth }: SyncPlan): readonly string[] {
  const rows = [
    ['stream', 'due', 'requests', 'why'],
    ...streams.flatMap((stream) => dueRows(stream, now)),
    ...[...unknown.keys()].map((name) => [name, '-', '-', 'there is no such stream']),
    ...(hasHealth ? [[SYNC_HEALTH, '-', '0', 'written without requests']] : []),
  ];
  return table(rows, [2]);
}

function dueRows(plan: StreamPlan, now: number): readonly Row[] {
  const { stream, parts, requests, error, isMissing } = plan;
  const due = parts.filter(({ reason }) => reason !== undefined).length;
  const [first = '', ...others] = [
    ...(error ? ['cannot be read: see the error'] : []),
    ...(isMissing ? ['Navan answers 404: your company does not seem to have it'] : []),
    ...reasonLines(plan, now),
  ];
  const count = describeRange(requests, String);
  return [
    [stream, `${String(due)} of ${String(parts.length)}`, count, first],
    ...others.map((line) => ['', '', '', line]),
  ];
}

function totalLines(plan: SyncPlan): readonly string[] {
  const { requests, tokenRequests, pace } = plan;
  const token = tokenRequests === 0 ? 'none for a token' : 'and 1 for a token';
  const count = describeRange(requests, String);
  const total = `Requests: ${count}, ${token}${isRemembered(plan) ? IF_UNCHANGED : ''}.`;
  return [
    [total, ...uncounted(plan)].join(' '),
    ...(requests.min === 0 ? [] : [describeDurations(durations(requests, pace), pace)]),
  ];
}

const IF_UNCHANGED = ', if each part still has as many records as when it was read';

/** Whether any count is that of an earlier read. */
function isRemembered({ streams }: SyncPlan): boolean {
  return streams.some(({ parts }) =>
    parts.some(({ reason, recordsFrom }) => reason !== undefined && recordsFrom === 'state'),
  );
}

function uncounted({ streams, isAsked }: SyncPlan): readonly string[] {
  const isCounted = streams.every(({ parts }) =>
    parts.every(({ requests }) => requests.max !== undefined),
  );
  if (isCounted) return [];
  const why = isAsked ? 'Navan does not state' : 'The state does not have';
  return [`${why} all record counts${isAsked ? '' : '; --ask requests them'}.`];
}

function coverageLines({ streams, now }: SyncPlan): readonly string[] {
  const covered = streams.flatMap(({ stream, parts, coverage }) =>
    coverage ? [{ stream, total: parts.length, coverage }] : [],
  );
  if (covered.length === 0) return [];
  const isEmpty = covered.every(({ coverage }) => coverage.partsRead === 0);
  const rows = covered.map(({ stream, total, coverage }) => [
    stream,
    `${String(coverage.partsRead)} of ${String(total)}`,
    readTime(coverage.oldestReadAt, now),
    readTime(coverage.newestReadAt, now),
  ]);
  const gaps = gapLines(covered);
  return [
    '',
    ...(isEmpty
      ? ['The state covers nothing yet.']
      : ['What the state covers:', '', ...table([COVERAGE_HEAD, ...rows])]),
    ...(gaps.length === 0 ? [] : ['', ...gaps]),
  ];
}

const COVERAGE_HEAD = ['stream', 'read', 'oldest read', 'newest read'];

function readTime(at: number | undefined, now: number): string {
  return at === undefined ? 'never' : `${minute(at)} (${age(now - at)} ago)`;
}

interface Covered {
  readonly stream: string;
  readonly coverage: CoveragePlan;
}

/** What is the same for several streams is said once. */
function gapLines(covered: readonly Covered[]): readonly string[] {
  const streams = new Map<string, string[]>();
  for (const { stream, coverage } of covered)
    for (const line of gapsOf(coverage)) streams.set(line, [...(streams.get(line) ?? []), stream]);
  return [...streams].map(([line, names]) => `${names.join(', ')}: ${line}`);
}

function gapsOf({ history, partsRead }: CoveragePlan): readonly string[] {
  if (!history) return [];
  const { lost, next, floor } = history;
  return [
    ...(lost
      ? [`changes from ${moment(lost.from)} to ${moment(lost.to)} are lost: too old to read.`]
      : []),
    ...(partsRead === 0 ? [`changes before ${moment(floor)} are too old to read.`] : []),
    ...(next
      ? [
          `changes after ${moment(next.from)} begin to be lost on ${moment(next.at)} if no sync runs before.`,
        ]
      : []),
  ];
}
