import { randomBytes } from 'node:crypto';
import type { AttemptEntry } from '../client/events';
import type { LogFacts } from '../log/log-line';

/** An OpenTelemetry trace ID: 32 hexadecimal digits. */
export const newTraceId = (): string => randomBytes(16).toString('hex');

/**
 * One attempt as a line of JSON, for programs. Names are those of OpenTelemetry's HTTP client conventions, and this
 * connector's own under `navan.`; a value that does not apply is left out.
 */
export function requestLine(entry: AttemptEntry, traceId: string): string {
  const { place, url } = entry;
  const { hostname, port, pathname } = new URL(url);
  const ids = entry.requestIds.map(([name, value]) => [`http.response.header.${name}`, [value]]);
  return JSON.stringify({
    timestamp: new Date(entry.sentAt).toISOString(),
    trace_id: traceId,
    span_id: randomBytes(8).toString('hex'),
    'http.request.method': entry.method,
    'server.address': hostname,
    'server.port': port === '' ? undefined : Number(port),
    'url.template': pathname,
    'http.response.status_code': entry.status,
    'error.type': entry.errorType,
    'http.request.resend_count': entry.resends,
    'http.response.body.size': entry.wireBytes,
    'http.client.request.duration': entry.durationMs / 1000,
    'airbyte.stream': entry.stream,
    'navan.partition': place?.partition === '' ? undefined : place?.partition,
    'navan.window': place?.window,
    'navan.page': place?.page,
    'navan.wait_seconds': entry.waitMs / 1000,
    'navan.outcome': entry.outcome,
    'navan.reason': entry.outcome === 'succeed' ? undefined : entry.reason,
    ...(Object.fromEntries(ids) as object),
  });
}

/** The same, shorter, for people. */
export function requestFacts(entry: AttemptEntry): LogFacts {
  const { label, method, url, attempt, status = null, durationMs, bytes, outcome, reason } = entry;
  return { label, method, url, attempt, status, durationMs, bytes, outcome, reason };
}
