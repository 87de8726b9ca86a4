import { ConnectorError } from '../errors/connector-error';
import { hasCode } from '../errors/error-codes';
import { READ_ERRORS } from '../errors/read-errors';
import type { Log } from '../protocol/output';
import type { ConfiguredStream } from '../stream/configured-stream';
import { partitionsOf } from '../stream/partition';
import { explainForbidden, isGranted, missingScope } from './oauth-scopes';
import type { Session } from './session';

/**
 * Makes one cheap request per scope. Logs what some streams lack, and succeeds if anything can be read. Throws if the
 * credential can read nothing, and on any other failure.
 */
export async function checkConnection(
  session: Session,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const scopes = await session.client.scopes(signal);
  const byScope = groupByScope(session.streams);
  const problems = await Promise.all(
    [...byScope.values()].map((streams) => problemOf(streams, scopes, session, signal)),
  );
  const found = problems.filter((problem) => problem !== undefined);
  for (const { message } of found) log.log('WARN', message);
  const [first] = found;
  if (first && found.length === byScope.size) {
    throw new ConnectorError(READ_ERRORS['nothing-readable'], {
      found: found.map(({ summary }) => summary).join(' | '),
      action: [...new Set(found.map(({ action }) => action))].join(' '),
      cause: first,
    });
  }
}

async function problemOf(
  streams: readonly ConfiguredStream[],
  scopes: readonly string[] | undefined,
  session: Session,
  signal: AbortSignal,
): Promise<ConnectorError | undefined> {
  const [stream] = streams;
  if (!stream) return undefined;
  if (!isGranted(stream, scopes)) return missingScope(streams);
  try {
    await readOneRecord(stream, session, signal);
    return undefined;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const explained = explainForbidden(error, stream, scopes);
    // What concerns one scope and not the connection.
    if (hasCode(explained, 'forbidden', 'feature-off', 'scope-missing')) return explained;
    throw explained;
  }
}

/** Requests the smallest page of the newest partition. */
async function readOneRecord(
  stream: ConfiguredStream,
  session: Session,
  signal: AbortSignal,
): Promise<void> {
  const startMs = session.clock.provisionalStartMs;
  const partition = partitionsOf(stream.model, stream.scope(startMs)).at(-1);
  const scope = stream.scope(startMs, partition, startMs);
  const { smallestPage } = stream.paging(scope);
  const plan = stream.plan(scope);
  const request = stream.pageRequest(scope, plan, smallestPage, 'check', ({ count }) => count);
  await session.client.send({ ...request, maxWaitMs: MAX_WAIT_MS }, signal);
}

/** A check that waited longer would time out without giving the reason. */
const MAX_WAIT_MS = 15_000;

function groupByScope(
  streams: readonly ConfiguredStream[],
): ReadonlyMap<string, readonly ConfiguredStream[]> {
  const groups = new Map<string, ConfiguredStream[]>();
  for (const stream of streams) {
    const { scope } = stream.model.extension;
    groups.set(scope, [...(groups.get(scope) ?? []), stream]);
  }
  return groups;
}
