import { ConnectorError } from '../errors/connector-error';
import type { ConfiguredStream } from '../stream/configured-stream';
import type { EndpointHealth } from '../stream/endpoint-health';
import { readOneRecord } from './read-one-record';
import type { Session } from './session';

/** Finds out which of the streams that may be missing the API does not offer to this company. */
export class Offers {
  /** By scope: whether one of its other streams can be read. Asked once per read. */
  private readonly answers = new Map<string, Promise<boolean>>();

  constructor(
    private readonly session: Session,
    private readonly endpoints: EndpointHealth,
    private readonly signal: AbortSignal,
  ) {}

  /** Whether the failure is the API's own 404 for such a stream. */
  mayBeMissing(error: unknown, { model: { extension } }: ConfiguredStream): boolean {
    return extension.mayBeMissing && error instanceof ConnectorError && error.facts.status === 404;
  }

  /** Whether another stream of the same scope can be read. */
  async isScopeReadable(stream: ConfiguredStream): Promise<boolean> {
    const { scope } = stream.model.extension;
    const others = this.session.streams.filter(
      (other) => other !== stream && other.model.extension.scope === scope,
    );
    if (others.some(({ name }) => this.endpoints.hasAnsweredFor(name))) return true;
    const answer = this.answers.get(scope) ?? this.canRead(others, stream.name);
    this.answers.set(scope, answer);
    return answer;
  }

  private async canRead(others: readonly ConfiguredStream[], onBehalfOf: string): Promise<boolean> {
    const other = others.find(({ model: { extension } }) => !extension.mayBeMissing);
    if (!other) return false;
    try {
      await readOneRecord(other, this.session, this.signal, onBehalfOf);
      return true;
    } catch (error) {
      if (error instanceof ConnectorError) return false;
      throw error;
    }
  }
}
