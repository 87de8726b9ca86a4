import { ConnectorError } from '../errors/connector-error';
import { hasCode } from '../errors/error-codes';
import type { StreamState } from '../state/stream-state';
import type { ConfiguredStream } from '../stream/configured-stream';
import type { Endpoint, EndpointHealth } from '../stream/endpoint-health';
import { partitionsOf } from '../stream/partition';
import { readOneRecord } from './read-one-record';
import type { Session } from './session';

/** What was asked for when the API refused. */
interface Asked {
  readonly stream: ConfiguredStream;
  readonly state: Pick<StreamState, 'cursor' | 'recordCount'>;
  readonly partition: string;
  readonly endpoint: Endpoint;
}

/** Finds out which of the streams that may be missing the API does not offer to this company. */
export class Offers {
  constructor(
    private readonly session: Session,
    private readonly endpoints: EndpointHealth,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Whether the failure is the API's own 404 for such a stream, and now another stream of its scope can be read. Never
   * of a stream that answered or has had records: what was there once is an outage.
   * @throws ConnectorError if no other stream can be read for a reason that is no refusal
   */
  async isMissing(error: unknown, { stream, state, partition, endpoint }: Asked): Promise<boolean> {
    const isNotFound = error instanceof ConnectorError && error.facts.status === 404;
    if (!stream.model.extension.mayBeMissing || !isNotFound) return false;
    if (state.cursor(partition) !== undefined || (state.recordCount(partition) ?? 0) > 0)
      return false;
    return !this.endpoints.hasAnswered(endpoint) && (await this.canReadAnother(stream));
  }

  private async canReadAnother(stream: ConfiguredStream): Promise<boolean> {
    for (const read of this.readingsOfOthers(stream)) {
      try {
        await read();
        return true;
      } catch (error) {
        if (!hasCode(error, 'request-refused', 'forbidden')) throw error;
      }
    }
    return false;
  }

  /** One that succeeded in this read comes first. */
  private *readingsOfOthers(stream: ConfiguredStream): Generator<() => Promise<unknown>> {
    const { session, signal } = this;
    const { scope } = stream.model.extension;
    const others = session.streams.filter(
      (other) => other !== stream && other.model.extension.scope === scope,
    );
    const last = this.endpoints.againOf(new Set(others.map(({ name }) => name)));
    if (last) yield last;
    for (const other of others.filter(({ model }) => !model.extension.mayBeMissing)) {
      const nowMs = session.clock.provisionalStartMs;
      for (const partition of partitionsOf(other.model, other.scope(nowMs)))
        yield () => readOneRecord(other, session, signal, { partition, onBehalfOf: stream.name });
    }
  }
}
