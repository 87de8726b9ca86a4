import type { DueReason } from '../../read/partition-plan';
import { describeRange, type Range } from '../range';
import type { PartPlan, StreamPlan } from '../stream-plan';
import { agesOf, listParts } from './words';

/** One line for each reason that parts of the stream have, with the parts unless they are all. */
export function reasonLines(plan: StreamPlan, now: number): readonly string[] {
  const groups = new Map<DueReason | undefined, PartPlan[]>();
  for (const part of plan.parts)
    groups.set(part.reason, [...(groups.get(part.reason) ?? []), part]);
  const all = plan.parts.map(({ part }) => part);
  // What is due comes first.
  const inOrder = [...groups].sort(([one], [other]) => Number(!one) - Number(!other));
  const lines = inOrder.map(([reason, parts]) => {
    const words = reasonOf(reason, plan, parts, now);
    const names = parts.map(({ part }) => part);
    return groups.size === 1 ? words : `${listParts(names, all, plan.isByTime)}: ${words}`;
  });
  return [...filterLines(plan), ...lines, ...upcomingLines(plan)];
}

function upcomingLines({ upcoming }: StreamPlan): readonly string[] {
  return upcoming.max === 0
    ? []
    : [`trips under way or ahead, of the parts that are not due (${countOf(upcoming)})`];
}

function countOf(requests: Range): string {
  const count = describeRange(requests, String);
  return `${count} ${count === '1' ? 'request' : 'requests'}`;
}

function filterLines({ filter }: StreamPlan): readonly string[] {
  if (!filter) return [];
  const { answer, isTrusted, requests } = filter;
  const count = countOf(requests);
  if (isTrusted) return [`what changed, by the API's filter (${count})`];
  if (answer === 'watched' || answer === 'proven')
    return [`what changed, by the API's filter, for comparison (${count})`];
  return [];
}

function reasonOf(
  reason: DueReason | undefined,
  plan: StreamPlan,
  parts: readonly PartPlan[],
  now: number,
): string {
  const reads = parts.flatMap(({ readAt }) => readAt ?? []);
  const last = reads.length === 0 ? 'read' : `read ${agesOf(reads, now)}`;
  switch (reason) {
    case 'no-cursor':
      return 'read whole at every sync';
    case 'full-refresh':
      return 'a full refresh reads everything';
    case 'never-read':
      return 'never read';
    case 'start-date-moved':
      return 'the start date moved back';
    case 'changes':
      return `changes since the last read${reads.length === 0 ? '' : `, ${agesOf(reads, now)}`}`;
    case 'recent':
      return `current, or ended less than ${String(plan.recheck?.afterDays ?? 0)} days ago`;
    case 'recheck':
      return `${last}, ${rhythm(plan)}`;
    case undefined:
      return plan.mode === 'full_refresh'
        ? 'not due, read before this full refresh was interrupted'
        : `not due, ${last}, ${rhythm(plan)}`;
  }
}

function rhythm({ recheck }: StreamPlan): string {
  const hours = recheck?.hours ?? 0;
  return hours === 0 ? 're-read at every sync' : `re-read every ${String(hours)} h`;
}
