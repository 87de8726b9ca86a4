import { AirbyteMessageType, type AirbyteMessage } from 'faros-airbyte-cdk/lib/protocol';
import type { FailureType } from '../errors/connector-error';
import type { ConnectorSpec } from '../config/spec';
import type { Catalog } from './catalog';
import type { LogLevel, StreamStatus } from './output';

/** A source's messages in Airbyte protocol 0.18, except RECORD, which is never an object here. */

export function specMessage(spec: ConnectorSpec) {
  return message(AirbyteMessageType.SPEC, { spec });
}

/** Omits absent properties: in the protocol none may be null. */
export function catalogMessage(catalog: Catalog) {
  return message(AirbyteMessageType.CATALOG, { catalog });
}

/** `recordCount` lets the platform detect lost records. */
export function stateMessage(
  stream: string,
  state: Readonly<Record<string, unknown>>,
  recordCount: number,
) {
  return message(AirbyteMessageType.STATE, {
    state: {
      type: 'STREAM',
      stream: { stream_descriptor: { name: stream }, stream_state: state },
      sourceStats: { recordCount },
    },
  });
}

export function logMessage(level: LogLevel, text: string) {
  return message(AirbyteMessageType.LOG, { log: { level, message: text } });
}

export interface ErrorText {
  readonly message: string;
  readonly internal_message: string;
  readonly stack_trace?: string;
  readonly failure_type: FailureType;
}

export function errorMessage(error: ErrorText, stream: string | undefined, emittedAt: number) {
  const descriptor = stream === undefined ? {} : { stream_descriptor: { name: stream } };
  return trace('ERROR', emittedAt, { error: { ...error, ...descriptor } });
}

export function statusMessage(stream: string, status: StreamStatus, emittedAt: number) {
  return trace('STREAM_STATUS', emittedAt, {
    stream_status: { stream_descriptor: { name: stream }, status },
  });
}

/** `quotaReset` in epoch milliseconds. */
export function rateLimitedMessage(stream: string, quotaReset: number, emittedAt: number) {
  return trace('STREAM_STATUS', emittedAt, {
    stream_status: {
      stream_descriptor: { name: stream },
      status: 'RUNNING',
      reasons: [{ type: 'RATE_LIMITED', rate_limited: { quota_reset: quotaReset } }],
    },
  });
}

/** The platform unboxes both estimates without a null check: if one is missing, the attempt fails. */
export function estimateMessage(stream: string, records: number, bytes: number, emittedAt: number) {
  return trace('ESTIMATE', emittedAt, {
    estimate: {
      name: stream,
      type: 'STREAM',
      row_estimate: wholeNumber(records),
      byte_estimate: wholeNumber(bytes),
    },
  });
}

/** The platform parses it as a long, and drops the line if that fails. */
function wholeNumber(count: number): number {
  return Math.max(0, Math.min(Math.round(count), Number.MAX_SAFE_INTEGER));
}

function trace<Body extends object>(type: string, emittedAt: number, body: Body) {
  return message(AirbyteMessageType.TRACE, { trace: { type, emitted_at: emittedAt, ...body } });
}

function message<Body extends object>(type: AirbyteMessageType, body: Body): AirbyteMessage & Body {
  return { type, ...body };
}
