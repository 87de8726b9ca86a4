import { ConnectorError } from '../errors/connector-error';
import { hasCode } from '../errors/error-codes';
import { READ_ERRORS } from '../errors/read-errors';
import type { Log } from '../protocol/output';
import type { ConfiguredStream } from '../stream/configured-stream';
import { explainForbidden, isGranted, missingScope } from './oauth-scopes';
import { readOneRecord } from './read-one-record';
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
