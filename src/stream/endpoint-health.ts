import { ConnectorError } from '../errors/connector-error';
import { hasCode, isOutage } from '../errors/error-codes';

/** One path of the API, as one stream asks for it. */
export interface Endpoint {
  readonly stream: string;
  readonly path: string;
}

interface Answered {
  readonly endpoint: Endpoint;
  /** Asks for the same once more; rejects if that is not answered as it was. */
  readonly again: () => Promise<unknown>;
}

/** What is known, in one read, of the endpoints of the API: which answer, and which fail whatever is asked for. */
export class EndpointHealth {
  /** By path, the one that answered last at the end. */
  private readonly answers = new Map<string, Answered>();
  private readonly givenUp = new Map<string, Endpoint>();
  private readonly blamed = new Map<string, number>();

  answered(endpoint: Endpoint, again: Answered['again']): void {
    this.blamed.delete(endpoint.path);
    this.answers.delete(endpoint.path);
    this.answers.set(endpoint.path, { endpoint, again });
  }

  hasAnswered({ path }: Endpoint): boolean {
    return this.answers.has(path);
  }

  /**
   * Asks once more for what another path answered last, or this one if there is no other. If that fails, or nothing ever
   * was answered, the API as a whole may be down. Throws when the breaker has waited long enough.
   */
  async doesApiAnswer({ path }: Endpoint): Promise<boolean> {
    const all = [...this.answers.values()];
    return isAnswered(all.filter((each) => each.endpoint.path !== path).at(-1) ?? all.at(-1));
  }

  /** Whether what this path answered last is answered still. */
  answersStill({ path }: Endpoint): Promise<boolean> {
    return isAnswered(this.answers.get(path));
  }

  /** One more partition of the path fails as a whole. Returns how many have, one after the other. */
  blame({ path }: Endpoint): number {
    const blamed = (this.blamed.get(path) ?? 0) + 1;
    this.blamed.set(path, blamed);
    return blamed;
  }

  /** It fails whatever is asked for, while others answer. */
  giveUp(endpoint: Endpoint): void {
    this.givenUp.set(endpoint.path, endpoint);
  }

  isGivenUp({ path }: Endpoint): boolean {
    return this.givenUp.has(path);
  }

  /** How many of the stream were given up. */
  givenUpOf({ stream }: Endpoint): number {
    return [...this.givenUp.values()].filter((endpoint) => endpoint.stream === stream).length;
  }

  /** Whether an endpoint of the stream was given up, and none has answered: the others of it will hardly do better. */
  isSuspect(endpoint: Endpoint): boolean {
    const answered = [...this.answers.values()].map((each) => each.endpoint.stream);
    return !answered.includes(endpoint.stream) && this.givenUpOf(endpoint) > 0;
  }

  /** Whether little is to be hoped for from it: it was blamed, or others of its stream were given up. */
  isDoubtful(endpoint: Endpoint): boolean {
    return this.blamed.has(endpoint.path) || this.isSuspect(endpoint);
  }
}

async function isAnswered(last: Answered | undefined): Promise<boolean> {
  try {
    await last?.again();
    return last !== undefined;
  } catch (error) {
    if (!(error instanceof ConnectorError) || hasCode(error, 'breaker-open')) throw error;
    // A refusal is an answer, too.
    return !isOutage(error);
  }
}
