import { ConnectorError } from '../errors/connector-error';
import { hasCode } from '../errors/error-codes';
import type { Parameter } from './window';

/**
 * Sends a request, and once more with the parameters `instead` if the API refuses it with a 400. `onAccepted`: the API
 * takes those and not the others. Without `instead` a refusal is final.
 */
export async function withoutRefused<Answer>(
  instead: readonly Parameter[],
  send: (own: readonly Parameter[]) => Promise<Answer>,
  onAccepted: () => void = () => undefined,
): Promise<Answer> {
  try {
    return await send([]);
  } catch (error) {
    if (instead.length === 0 || !isRefusal(error)) throw error;
    const answer = await send(instead);
    onAccepted();
    return answer;
  }
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof ConnectorError &&
    hasCode(error, 'request-refused') &&
    error.facts.status === 400
  );
}
