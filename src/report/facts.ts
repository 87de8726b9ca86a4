import type { LogFacts } from '../log/log-line';
import { NONE } from '../log/log-text';
import type { SyncMode } from '../protocol/catalog';
import type { HealthRow } from './health/columns';
import type { SyncEnd } from './health/rows';
import type { PartFigures, RequestFigures, StreamFigures, SyncFigures } from './figures';

/** The last line's facts. `row`: the record of the whole sync. */
export function syncFacts(
  figures: SyncFigures,
  { complete, incomplete, alerts }: SyncEnd,
  row: HealthRow,
): LogFacts {
  const { requests, rate, waits, windows, tokenRequests, tokenFailures } = figures;
  return {
    complete: listed(complete),
    incomplete: listed(incomplete),
    seconds: rounded(figures.seconds),
    records: figures.records,
    requests: requests.count,
    repeated: requests.resends,
    rateLimited: requests.rateLimited,
    errors: requests.errors,
    errorRate: digits(requests.errorRate),
    worstErrorRate: digits(requests.worstFiveMinutes?.errorRate),
    megabytes: Math.round(requests.bytes / 1e4) / 100,
    ...durations(requests),
    requestsPerSecond: digits(rate.limit?.perSecond),
    limitSource: rate.limit?.source ?? NONE,
    utilization: digits(rate.utilization),
    rateLimitSeconds: rounded(waits.rateLimitSeconds),
    breakerSeconds: rounded(waits.breakerSeconds),
    breakerOpenings: waits.breakerOpenings,
    destinationSeconds: rounded(figures.destinationSeconds),
    tokenRequests,
    tokenFailures,
    windows: windows.read,
    split: windows.split,
    reread: windows.reread,
    failed: windows.failed,
    statuses: counted(requests.byStatus),
    failedRequests: counted(requests.failures),
    alerts: listed(alerts),
    ...coverageFacts(row),
    id: row.id,
  };
}

function coverageFacts(row: HealthRow): LogFacts {
  const { is_backfill, staleness_seconds, gap_from, gap_to, token_expires_at } = row;
  return {
    backfill: is_backfill,
    stalenessSeconds: staleness_seconds,
    ...(gap_from === null ? {} : { gapFrom: gap_from, gapTo: gap_to }),
    tokenExpiresAt: token_expires_at,
  };
}

/** Of a stream that is about to be read; `due` parts of `total`. */
export function planFacts(
  stream: string,
  syncMode: SyncMode,
  { total, due }: Pick<PartFigures, 'total' | 'due'>,
): LogFacts {
  const notDue = total - due;
  const covered = notDue === 0 ? {} : { notDue: `${String(notDue)} of ${String(total)} parts` };
  return { stream, syncMode, parts: total, due, ...covered };
}

export function streamFacts(figures: StreamFigures): LogFacts {
  const { stream, status, records, seconds, requests, windows, waits } = figures;
  return {
    stream,
    status,
    records,
    requests: requests.count,
    windows: windows.read,
    seconds: rounded(seconds),
    ...withoutZeros({
      rateLimitSeconds: rounded(waits.rateLimitSeconds),
      breakerSeconds: rounded(waits.breakerSeconds),
      repeated: requests.resends,
      split: windows.split,
      reread: windows.reread,
      failed: windows.failed,
    }),
  };
}

/** `users: 3, bookings: 2`. */
export function counted(counts: Readonly<Record<string, number>>): string {
  return listed(Object.entries(counts).map(([name, count]) => `${name}: ${String(count)}`));
}

export function listed(names: readonly string[]): string {
  return names.length === 0 ? NONE : names.join(', ');
}

/** Seconds with one decimal. */
export function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

function durations({ durationSeconds: seconds }: RequestFigures): LogFacts {
  return {
    p50Seconds: digits(seconds?.p50),
    p95Seconds: digits(seconds?.p95),
    p99Seconds: digits(seconds?.p99),
    maxSeconds: digits(seconds?.max),
  };
}

/** Three digits; null if unknown. */
function digits(value: number | undefined): number | null {
  return value === undefined ? null : Number(value.toPrecision(3));
}

function withoutZeros(facts: Readonly<Record<string, number>>): LogFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== 0));
}
