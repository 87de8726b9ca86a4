import { ConnectorError } from '../errors/connector-error';
import type { ConfiguredStream } from '../stream/configured-stream';
import { readOneRecord } from './read-one-record';
import type { Session } from './session';

/** Finds out which of the streams that may be missing the API does not offer to this company. */
export class Offers {
  /** By scope: whether one of its other streams can be read. Asked once per read. */
  private readonly answers = new Map<string, Promise<boolean>>();

  constructor(
    private readonly session: Session,
    private readonly signal: AbortSignal,
  ) {}

  /** Whether the failure is the API's own 404 for such a stream, while another one of its scope can be read. */
  async isMissing(error: unknown, { model: { extension } }: ConfiguredStream): Promise<boolean> {
    const { mayBeMissing, scope } = extension;
    const isNotFound = error instanceof ConnectorError && error.facts.status === 404;
    if (!mayBeMissing || !isNotFound) return false;
    const answer = this.answers.get(scope) ?? this.canReadAnother(scope);
    this.answers.set(scope, answer);
    return answer;
  }

  private async canReadAnother(scope: string): Promise<boolean> {
    const other = this.session.streams.find(
      ({ model: { extension } }) => extension.scope === scope && !extension.mayBeMissing,
    );
    if (!other) return false;
    try {
      await readOneRecord(other, this.session, this.signal);
      return true;
    } catch (error) {
      if (error instanceof ConnectorError) return false;
      throw error;
    }
  }
}
