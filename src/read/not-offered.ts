import { ConnectorError } from '../errors/connector-error';
import type { ConfiguredStream } from '../stream/configured-stream';
import { readOneRecord } from './read-one-record';
import type { Session } from './session';

/**
 * Whether the failure means that the API does not offer the stream to this company: the API's own 404 for a stream that
 * may be missing, while a stream of the same scope can be read.
 */
export async function isNotOffered(
  error: unknown,
  stream: ConfiguredStream,
  session: Session,
  signal: AbortSignal,
): Promise<boolean> {
  const { mayBeMissing, scope } = stream.model.extension;
  if (!mayBeMissing || !(error instanceof ConnectorError) || error.facts.status !== 404)
    return false;
  const other = session.streams.find(
    ({ model: { extension } }) => extension.scope === scope && !extension.mayBeMissing,
  );
  return other !== undefined && (await canBeRead(other, session, signal));
}

async function canBeRead(
  stream: ConfiguredStream,
  session: Session,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await readOneRecord(stream, session, signal);
    return true;
  } catch (error) {
    if (error instanceof ConnectorError) return false;
    throw error;
  }
}
