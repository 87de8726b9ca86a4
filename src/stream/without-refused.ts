import { hasCode } from '../errors/error-codes';
import type { Parameter } from './window';

/**
 * Sends a request, and once more with the parameters `instead` if the API refuses it. `onAccepted`: the API takes those
 * and not the others. Without `instead` a refusal is final.
 */
export async function withoutRefused<Answer>(
  instead: readonly Parameter[],
  send: (own: readonly Parameter[]) => Promise<Answer>,
  onAccepted: () => void = () => undefined,
): Promise<Answer> {
  try {
    return await send([]);
  } catch (error) {
    if (instead.length === 0 || !hasCode(error, 'request-refused')) throw error;
    const answer = await send(instead);
    onAccepted();
    return answer;
  }
}
