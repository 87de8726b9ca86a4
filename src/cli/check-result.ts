import {
  AirbyteConnectionStatus,
  AirbyteConnectionStatusMessage,
} from 'faros-airbyte-cdk/lib/protocol';
import { ConnectorError } from '../errors/connector-error';
import { hasCode } from '../errors/error-codes';

/**
 * Certain to pass by itself. Of a check's result the platform makes a config_error, after which it tries no more; see
 * docs/decisions/0013-a-limited-check-is-no-result.md.
 */
const PASSES = ['rate-limited', 'rate-limit-wait'] as const;

/** What the user can mend, or what may be the user's to mend, is the result of a check; all else stays an error. */
export function failureAsResult(error: unknown): AirbyteConnectionStatusMessage {
  if (!(error instanceof ConnectorError) || error.failureType === 'system_error') throw error;
  if (hasCode(error, ...PASSES)) throw error;
  const { message } = error;
  return new AirbyteConnectionStatusMessage({ status: AirbyteConnectionStatus.FAILED, message });
}
