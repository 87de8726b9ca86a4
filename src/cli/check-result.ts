import {
  AirbyteConnectionStatus,
  AirbyteConnectionStatusMessage,
} from 'faros-airbyte-cdk/lib/protocol';
import { abortable } from '../client/abortable';
import { CLI_ERRORS } from '../errors/cli-errors';
import { ConnectorError } from '../errors/connector-error';

/** The platform gives a check 60 s, start of the process included. */
const CHECK_MS = 40_000;

/**
 * Runs `check` with a signal that is aborted after 40 s, and does not wait for it any longer than that. `address` says
 * where the field of the form leads to whose host did not answer in time.
 */
export async function withinCheckTime<Result>(
  outer: AbortSignal,
  address: string,
  check: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const inner = new AbortController();
  const signal = AbortSignal.any([outer, inner.signal]);
  const timer = setTimeout(() => {
    const expected = `a result within ${CHECK_MS / 1000} s`;
    const action = `${CLI_ERRORS['check-timeout'].action} ${address}`;
    inner.abort(new ConnectorError(CLI_ERRORS['check-timeout'], { expected, action }));
  }, CHECK_MS);
  try {
    return await abortable(check(signal), signal);
  } finally {
    clearTimeout(timer);
  }
}

export function succeeded(): AirbyteConnectionStatusMessage {
  return new AirbyteConnectionStatusMessage({ status: AirbyteConnectionStatus.SUCCEEDED });
}

/** What the user, or time, can mend is the result of a check; a mistake of ours stays an error. */
export function failureAsResult(error: unknown): AirbyteConnectionStatusMessage {
  if (!(error instanceof ConnectorError) || error.failureType === 'system_error') throw error;
  const { message } = error;
  return new AirbyteConnectionStatusMessage({ status: AirbyteConnectionStatus.FAILED, message });
}
