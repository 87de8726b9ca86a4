import type { ConnectorError } from '../../errors/connector-error';
import { durations } from '../pace';
import type { Range } from '../range';
import type { CoveragePlan, FilterPlan, PartPlan, StreamPlan } from '../stream-plan';
import type { SyncPlan } from '../sync-plan';

/** One JSON line per stream, and a last one, whose `stream` is null, for the sync. */
export function jsonLines(plan: SyncPlan): readonly string[] {
  const { now, streams, unknown, hasHealth } = plan;
  const lines = [
    ...streams.map((stream) => streamLine(stream, now)),
    ...[...unknown].map(([stream, error]) => ({ stream, error: errorOf(error) })),
    ...(hasHealth ? [{ stream: 'sync_health', ...requestsOf({ min: 0, max: 0 }) }] : []),
    syncLine(plan),
  ];
  return lines.map((line) => JSON.stringify(line));
}

function streamLine(plan: StreamPlan, now: number): object {
  const due = plan.parts.filter(({ reason }) => reason !== undefined);
  return {
    stream: plan.stream,
    sync_mode: plan.mode,
    ...requestsOf(plan.requests),
    part_count: plan.parts.length,
    due_part_count: due.length,
    recheck_hours: plan.recheck?.hours ?? null,
    changes_filter: plan.filter ? filterOf(plan.filter) : null,
    upcoming_trips: requestsOf(plan.upcoming),
    ...coverageOf(plan.coverage, plan.parts.length, now),
    not_offered: plan.isMissing,
    error: errorOf(plan.error),
    parts: plan.parts.map(partOf),
  };
}

function filterOf({ answer, isTrusted, requests }: FilterPlan): object {
  return { answer: answer ?? null, is_trusted: isTrusted, ...requestsOf(requests) };
}

function syncLine(plan: SyncPlan): object {
  return {
    stream: null,
    planned_at: time(plan.now),
    ...requestsOf(plan.requests),
    token_request_count: plan.tokenRequests,
    durations: durations(plan.requests, plan.pace).map(({ limit, seconds }) => ({
      rate_limit_per_second: limit ?? null,
      seconds_min: rounded(seconds.min),
      seconds_max: seconds.max === undefined ? null : rounded(seconds.max),
    })),
  };
}

function partOf({ part, reason, records, recordsFrom, requests, readAt }: PartPlan): object {
  return {
    part,
    due: reason !== undefined,
    reason: reason ?? null,
    record_count: records ?? null,
    record_count_source: recordsFrom ?? null,
    ...requestsOf(requests),
    complete_read_at: time(readAt),
  };
}

/** Named as in the stream `sync_health`. */
function coverageOf(coverage: CoveragePlan | undefined, parts: number, now: number): object {
  const { partsRead, oldestReadAt, newestReadAt, history } = coverage ?? {};
  const isWhole = oldestReadAt !== undefined && partsRead === parts;
  return {
    read_part_count: partsRead ?? null,
    oldest_complete_read_at: time(oldestReadAt),
    newest_complete_read_at: time(newestReadAt),
    staleness_seconds: isWhole ? rounded((now - oldestReadAt) / 1000) : null,
    gap_from: time(history?.lost?.from),
    gap_to: time(history?.lost?.to),
    next_gap_at: time(history?.next?.at),
    next_gap_from: time(history?.next?.from),
  };
}

function requestsOf({ min, max }: Range): object {
  return { request_count_min: min, request_count_max: max ?? null };
}

function errorOf(error: ConnectorError | undefined): object | null {
  return error === undefined ? null : { code: error.kind.code, message: error.message };
}

function time(epochMs: number | undefined): string | null {
  return epochMs === undefined ? null : new Date(epochMs).toISOString();
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
