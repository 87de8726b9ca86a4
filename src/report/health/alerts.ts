import type { LimitFigures, RequestFigures, StreamFigures, SyncFigures } from '../figures';

export type Severity = 'page' | 'ticket' | 'info';

/** The thresholds, and how urgent crossing each is. */
export const ALERTS = {
  'token-refused': 'page',
  'token-failure': 'info',
  'error-rate': 'ticket',
  'latency-p95': 'info',
  'bookings-stale': 'ticket',
  'rate-limit': 'info',
  gap: 'ticket',
  'changes-filter-failed': 'ticket',
  'no-stream-selected': 'ticket',
} as const satisfies Record<string, Severity>;

export type AlertCode = keyof typeof ALERTS;

export const ALERT_CODES = Object.keys(ALERTS) as readonly AlertCode[];

const MAX_ERROR_RATE = 0.05;
const MAX_P95_SECONDS = 5;
const MIN_REQUESTS = 20;
const MAX_UTILIZATION = 0.9;

const REFUSED = ['token-rejected', 'token-refused'];

/** The thresholds that the sync has crossed so far; with `stream`, those that this stream has crossed. */
export function alertsOf(sync: SyncFigures, stream?: StreamFigures): readonly AlertCode[] {
  const streams = stream ? [stream] : sync.streams;
  const { requests, rate, finishedAt } = stream ?? sync;
  const crossed: Readonly<Record<AlertCode, boolean>> = {
    'token-refused': streams.some(({ error }) => REFUSED.includes(error?.code ?? '')),
    'token-failure': stream === undefined && sync.tokenFailures > 0,
    'error-rate': (requests.worstFiveMinutes?.errorRate ?? 0) > MAX_ERROR_RATE,
    'latency-p95': isSlow(requests, finishedAt !== undefined),
    'bookings-stale': streams.some(isStale),
    'rate-limit': isOverLimit(rate) || requests.refusedUnderLimit > 0,
    gap: streams.some(({ gap }) => gap !== undefined),
    'changes-filter-failed': streams.some(({ changesFilter }) => changesFilter?.isCaught === true),
    'no-stream-selected': sync.isEmpty,
  };
  return ALERT_CODES.filter((code) => crossed[code]);
}

/** Before the end, one slow request of a few is no percentile. */
function isSlow({ count, durationSeconds }: RequestFigures, isEnded: boolean): boolean {
  return (isEnded || count >= MIN_REQUESTS) && (durationSeconds?.p95 ?? 0) > MAX_P95_SECONDS;
}

/** The user's own limit is there to be used. */
function isOverLimit({ limit, utilization }: LimitFigures): boolean {
  return limit?.source !== 'config' && (utilization ?? 0) > MAX_UTILIZATION;
}

/** Not during the first backfill: a part that was never read has no age. */
function isStale({ coverage }: StreamFigures): boolean {
  const { ageMs, staleAfterMs } = coverage ?? {};
  return ageMs !== undefined && staleAfterMs !== undefined && ageMs > staleAfterMs;
}
