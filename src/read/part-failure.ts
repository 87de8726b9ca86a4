import type { ConnectorError } from '../errors/connector-error';
import { hasCode } from '../errors/error-codes';

/** Failures that would only repeat: the API does not respond, or not to this client. */
const STOPS_THE_STREAM = ['breaker-open', 'rate-limited', 'token-refused'] as const;

/** Failures after which other partitions of the stream may still succeed. */
export function concernsOnePartition(error: ConnectorError): boolean {
  return error.failureType !== 'config_error' && !hasCode(error, ...STOPS_THE_STREAM);
}
