import { ConnectorError } from '../errors/connector-error';
import { hasCode } from '../errors/error-codes';
import { logLine } from '../log/log-line';
import type { Log } from '../protocol/output';
import { explainForbidden } from '../read/oauth-scopes';
import { checkOwner } from '../read/owner-check';
import type { Session } from '../read/session';
import { inParallel } from '../stream/in-parallel';
import { statedRecords } from './stated-records';
import type { StreamPlanner } from './stream-planner';

export interface Asking {
  readonly session: Session;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** What concerns one stream and not the connection. */
const OF_ONE_STREAM = [
  'forbidden',
  'feature-off',
  'scope-missing',
  'request-refused',
  'state-of-another-company',
] as const;

/**
 * Makes one cheap request for each due part whose requests cannot be counted, one stream after the other. Throws if the
 * credential is refused, and on any failure that does not concern one stream alone.
 */
export async function askAll(planners: readonly StreamPlanner[], asking: Asking): Promise<void> {
  const { session, signal } = asking;
  // Fetches a token if none is left: a refused credential is an error even if nothing has to be counted.
  const scopes = await session.client.scopes(signal);
  for (const planner of planners) {
    try {
      await ask(planner, asking);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const explained = explainForbidden(error, planner.stream, scopes);
      if (!hasCode(explained, ...OF_ONE_STREAM)) throw explained;
      if (planner.stream.model.extension.mayBeMissing && error.facts.status === 404)
        planner.isMissing = true;
      else planner.error = explained;
    }
  }
}

async function ask(planner: StreamPlanner, { session, log, signal }: Asking): Promise<void> {
  const { owner, stream } = planner;
  const warnings: Parameters<typeof checkOwner>[1]['warnings'] = {
    once: (_, line, facts) => {
      logLine(log, line, facts);
    },
  };
  await checkOwner(stream.name, { owner, session, warnings, signal });
  await inParallel(planner.uncounted, session.concurrency, async (target) => {
    const records = await statedRecords(target, session, signal);
    if (records !== undefined) planner.learn(target.partition.value, records);
  });
}
