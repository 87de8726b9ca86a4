import type { CoverageFigures, StreamFigures, SyncFigures } from '../figures';
import { alertsOf, type AlertCode } from './alerts';
import { HEALTH_COLUMNS, type HealthRow } from './columns';

const SCHEMA_VERSION = 1;
/** Instead of a part's name, of a stream that is not divided. */
const WHOLE = 'all';

/** What is the same for all records of one sync. */
export interface SyncIdentity {
  readonly traceId: string;
  /** Undefined if the config is not valid. */
  readonly region: string | undefined;
  readonly sourceLabel: string | undefined;
  /** UUID. */
  readonly company: string | undefined;
  /** Epoch milliseconds, by this machine. */
  readonly tokenExpiresAt: number | undefined;
  /** A time of this machine by the earlier of its clock and the API's: a later one would hide records to come. */
  readonly earliestAt: (epochMs: number) => number;
  /** Of Airbyte. */
  readonly syncId: number | undefined;
  readonly jobId: number | undefined;
  readonly attempt: number | undefined;
  readonly connectorVersion: string;
  readonly nodeVersion: string;
}

/** How the sync as a whole ended. */
export interface SyncEnd {
  /** Names of streams. */
  readonly complete: readonly string[];
  readonly incomplete: readonly string[];
  /** The failure that the platform considers. */
  readonly error: StreamFigures['error'] | undefined;
  /** All thresholds that were crossed at any time. */
  readonly alerts: readonly AlertCode[];
}

type Figures = StreamFigures | SyncFigures;

export interface HealthRows {
  readonly ofStreams: readonly HealthRow[];
  readonly whole: HealthRow;
}

/** The records of one sync. All streams have ended. */
export function healthRows(sync: SyncFigures, identity: SyncIdentity, end: SyncEnd): HealthRows {
  return {
    ofStreams: sync.streams.map((stream) => inOrder(streamRow(stream, sync, identity))),
    whole: inOrder(wholeRow(sync, identity, end)),
  };
}

/** In the order of the table. */
function inOrder(row: HealthRow): HealthRow {
  return Object.fromEntries(HEALTH_COLUMNS.map(({ name }) => [name, row[name]])) as HealthRow;
}

function streamRow(stream: StreamFigures, sync: SyncFigures, identity: SyncIdentity): HealthRow {
  return {
    ...common(stream, identity, stream.stream),
    ...outcome(stream.status === 'complete', stream.error),
    ...coverageOf(stream),
    ...NO_TOKENS,
    api_row_count_by_part: countsOf(stream),
    updated_filter: stream.changesFilter?.answer ?? null,
    gap_from: time(stream.gap?.from),
    gap_to: time(stream.gap?.to),
    alerts: alertsOf(sync, stream),
  };
}

function wholeRow(sync: SyncFigures, identity: SyncIdentity, end: SyncEnd): HealthRow {
  const gaps = sync.streams.flatMap(({ gap }) => gap ?? []);
  const from = gaps.length === 0 ? undefined : Math.min(...gaps.map((gap) => gap.from));
  const to = gaps.length === 0 ? undefined : Math.max(...gaps.map((gap) => gap.to));
  return {
    ...common(sync, identity, null),
    ...outcome(end.incomplete.length === 0, end.error),
    ...coverageOfAll(sync),
    token_request_count: sync.tokenRequests,
    token_failure_count: sync.tokenFailures,
    token_expires_at: time(identity.tokenExpiresAt),
    api_row_count_by_part: null,
    updated_filter:
      sync.streams.map(({ changesFilter }) => changesFilter?.answer).find(Boolean) ?? null,
    gap_from: time(from),
    gap_to: time(to),
    alerts: end.alerts,
  };
}

const NO_TOKENS = { token_request_count: null, token_failure_count: null, token_expires_at: null };

function common(figures: Figures, identity: SyncIdentity, stream: string | null) {
  const { startedAt, finishedAt = startedAt } = figures;
  return {
    id: `${identity.traceId}/${stream ?? '*'}`,
    schema_version: SCHEMA_VERSION,
    started_at: instant(identity.earliestAt(startedAt)),
    finished_at: instant(identity.earliestAt(finishedAt)),
    stream,
    company_uuid: identity.company ?? null,
    region: identity.region ?? null,
    source_label: identity.sourceLabel ?? null,
    sync_id: identity.syncId ?? null,
    job_id: identity.jobId ?? null,
    attempt: identity.attempt ?? null,
    duration_seconds: seconds(figures.seconds),
    records_emitted: figures.records,
    bytes_emitted: figures.bytes,
    ...requestColumns(figures, identity),
    ...limitColumns(figures),
    window_count: figures.windows.read,
    window_split_count: figures.windows.split,
    window_reread_count: figures.windows.reread,
    window_failed_count: figures.windows.failed,
    connector_version: identity.connectorVersion,
    node_version: identity.nodeVersion,
  };
}

function requestColumns({ requests }: Figures, { earliestAt }: SyncIdentity) {
  const { durationSeconds: duration, worstFiveMinutes: worst } = requests;
  return {
    http_request_count: requests.count,
    http_request_resend_count: requests.resends,
    http_request_count_by_status: { ...requests.byStatus },
    http_response_body_bytes: requests.bytes,
    http_request_duration_p50_seconds: seconds(duration?.p50),
    http_request_duration_p95_seconds: seconds(duration?.p95),
    http_request_duration_p99_seconds: seconds(duration?.p99),
    http_request_duration_max_seconds: seconds(duration?.max),
    error_count: requests.errors,
    error_rate: requests.errorRate ?? null,
    error_rate_worst_5m: worst?.errorRate ?? null,
    error_rate_worst_5m_requests: worst?.requests ?? null,
    error_rate_worst_5m_at: time(worst && earliestAt(worst.at)),
    rate_limited_count: requests.rateLimited,
  };
}

function limitColumns({ rate, waits }: Figures) {
  return {
    rate_limited_seconds: seconds(waits.rateLimitSeconds),
    rate_limit_per_second: rate.limit?.perSecond ?? null,
    rate_limit_source: rate.limit?.source ?? 'none',
    rate_limit_utilization: rate.utilization ?? null,
    circuit_breaker_open_count: waits.breakerOpenings,
    circuit_breaker_open_seconds: seconds(waits.breakerSeconds),
  };
}

function outcome(isComplete: boolean, error: StreamFigures['error'] | undefined) {
  return {
    status: isComplete ? 'complete' : 'incomplete',
    failure_type: error?.failureType ?? null,
    error_code: error?.code ?? null,
  };
}

function coverageOf({ coverage }: StreamFigures) {
  return ages(coverage?.isBackfill, coverage);
}

/** Null as soon as one stream's is. */
function coverageOfAll({ streams }: SyncFigures) {
  const all = streams.map(({ coverage }) => coverage);
  const reads = all.flatMap((coverage) => coverage?.oldestCompleteReadAt ?? []);
  const isBackfill = backfillOf(all);
  if (reads.length === 0 || reads.length < all.length) return ages(isBackfill, undefined);
  const oldest = Math.min(...reads);
  return ages(
    isBackfill,
    all.find((coverage) => coverage?.oldestCompleteReadAt === oldest),
  );
}

/** Unknown if one stream's is and none has one. Streams that every sync reads whole do not count. */
function backfillOf(all: readonly (CoverageFigures | undefined)[]): boolean | undefined {
  if (all.some((coverage) => coverage?.isBackfill === true)) return true;
  return all.includes(undefined) ? undefined : false;
}

function ages(isBackfill: boolean | undefined, coverage: CoverageFigures | undefined) {
  const { ageMs, oldestCompleteReadAt } = coverage ?? {};
  return {
    is_backfill: isBackfill ?? null,
    oldest_complete_read_at: time(oldestCompleteReadAt),
    staleness_seconds: seconds(ageMs === undefined ? undefined : ageMs / 1000),
  };
}

function countsOf({ statedRecords }: StreamFigures): Readonly<Record<string, number>> | null {
  const counts = Object.entries(statedRecords).map(([part, count]) => [part || WHOLE, count]);
  return counts.length === 0 ? null : (Object.fromEntries(counts) as Record<string, number>);
}

function instant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

function time(epochMs: number | undefined): string | null {
  return epochMs === undefined ? null : instant(epochMs);
}

/** Milliseconds are the smallest that is measured. */
function seconds(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 1000) / 1000;
}
