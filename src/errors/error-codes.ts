import type { CLI_ERRORS } from './cli-errors';
import type { CLIENT_ERRORS } from './client-errors';
import type { CONFIG_ERRORS } from './config-errors';
import { ConnectorError } from './connector-error';
import type { MANIFEST_ERRORS } from './manifest-errors';
import type { PROBE_ERRORS } from './probe-errors';
import type { PROTOCOL_ERRORS } from './protocol-errors';
import type { READ_ERRORS } from './read-errors';
import type { STREAM_ERRORS } from './stream-errors';

/** The code of any kind of failure. */
export type ErrorCode = keyof (typeof CLI_ERRORS &
  typeof CLIENT_ERRORS &
  typeof CONFIG_ERRORS &
  typeof MANIFEST_ERRORS &
  typeof PROBE_ERRORS &
  typeof PROTOCOL_ERRORS &
  typeof READ_ERRORS &
  typeof STREAM_ERRORS);

/** Whether this is a failure of one of these kinds. */
export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): boolean {
  return error instanceof ConnectorError && (codes as readonly string[]).includes(error.kind.code);
}

/** Whether the API may be down, or something answers instead of it: the request may have nothing to do with it. */
export function isOutage(error: unknown): boolean {
  return hasCode(error, 'server-error', 'network-failure', 'unusable-answer');
}
