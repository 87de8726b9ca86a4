import {
  AirbyteConnectionStatus,
  AirbyteConnectionStatusMessage,
} from 'faros-airbyte-cdk/lib/protocol';
import { ConnectorError } from '../errors/connector-error';
import { hasCode } from '../errors/error-codes';

/**
 * Certain to pass on its own. The platform turns a check's result into a config_error, which it does not retry; see
 * docs/decisions/0013-a-limited-check-is-no-result.md.
 */
const PASSES = ['rate-limited', 'rate-limit-wait'] as const;

/** A failure that the user can fix, or may have to fix, is a check's result; all others stay errors. */
export function failureAsResult(error: unknown): AirbyteConnectionStatusMessage {
  if (!(error instanceof ConnectorError) || error.failureType === 'system_error') throw error;
  if (hasCode(error, ...PASSES)) throw error;
  const { message } = error;
  return new AirbyteConnectionStatusMessage({ status: AirbyteConnectionStatus.FAILED, message });
}
