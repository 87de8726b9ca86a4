import { ConnectorError } from '../errors/connector-error';
import { hasCode } from '../errors/error-codes';
import type { Parameter } from './window';

/**
 * Sends a request, and once more with the parameters `instead` if the API refuses it with a 400. Before such a refusal
 * is believed, the first request is sent again: one stray 400 must not cost the data that only it brings. `onRefused`:
 * it was refused twice. Without `instead` a refusal is final.
 */
export async function withoutRefused<Answer>(
  instead: readonly Parameter[],
  send: (own: readonly Parameter[]) => Promise<Answer>,
  onRefused: () => void = () => undefined,
): Promise<Answer> {
  const first = await unlessRefused(send([]));
  if (!(first instanceof Refusal)) return first;
  if (instead.length === 0) throw first.error;
  const answer = await unlessRefused(send(instead));
  if (answer instanceof Refusal) throw withoutWayOut(answer.error);
  const again = await unlessRefused(send([]));
  if (!(again instanceof Refusal)) return again;
  onRefused();
  return answer;
}

class Refusal {
  constructor(readonly error: ConnectorError) {}
}

async function unlessRefused<Answer>(sent: Promise<Answer>): Promise<Answer | Refusal> {
  try {
    return await sent;
  } catch (error) {
    const isRefused = error instanceof ConnectorError && hasCode(error, 'request-refused');
    if (!isRefused || error.facts.status !== 400) throw error;
    return new Refusal(error);
  }
}

/** The manifest's way out is what was tried. */
function withoutWayOut({ kind, facts }: ConnectorError): ConnectorError {
  return new ConnectorError(kind, { ...facts, action: kind.action });
}
