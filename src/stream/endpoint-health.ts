import { ConnectorError } from '../errors/connector-error';
import { hasCode, isOutage } from '../errors/error-codes';

/** One path of the API, as one stream requests it. */
export interface Endpoint {
  readonly stream: string;
  readonly path: string;
}

interface Answered {
  readonly endpoint: Endpoint;
  /** Sends the same request again; rejects if it fails now. */
  readonly again: () => Promise<unknown>;
}

/** What one read has learned about the API's endpoints: which respond, and which fail whatever the request. */
export class EndpointHealth {
  /** By path; the one that responded last comes last. */
  private readonly answers = new Map<string, Answered>();
  private readonly givenUp = new Map<string, Endpoint>();
  private readonly blamed = new Map<string, number>();
  /** Paths that refuse their refusable value. */
  private readonly refusing = new Set<string>();

  answered(endpoint: Endpoint, again: Answered['again']): void {
    this.blamed.delete(endpoint.path);
    this.answers.delete(endpoint.path);
    this.answers.set(endpoint.path, { endpoint, again });
  }

  hasAnswered({ path }: Endpoint): boolean {
    return this.answers.has(path);
  }

  /** Sends the last successful request for one of these streams again; undefined if there is none. */
  againOf(streams: ReadonlySet<string>): Answered['again'] | undefined {
    return [...this.answers.values()].filter(({ endpoint }) => streams.has(endpoint.stream)).at(-1)
      ?.again;
  }

  /**
   * Repeats the last successful request of another path, or of this one if there is no other. If that fails, or no
   * request ever succeeded, the whole API may be down. Throws once the breaker has waited long enough.
   */
  async doesApiAnswer({ path }: Endpoint): Promise<boolean> {
    const all = [...this.answers.values()];
    return isAnswered(all.filter((each) => each.endpoint.path !== path).at(-1) ?? all.at(-1));
  }

  /** Whether the last successful request of this path still succeeds. */
  answersStill({ path }: Endpoint): Promise<boolean> {
    return isAnswered(this.answers.get(path));
  }

  refuses({ path }: Endpoint): boolean {
    return this.refusing.has(path);
  }

  /** The path refuses its refusable value and accepts requests without it. */
  refused({ path }: Endpoint): void {
    this.refusing.add(path);
  }

  /** Counts a partition of the path that failed as a whole. Returns how many failed in a row. */
  blame({ path }: Endpoint): number {
    const blamed = (this.blamed.get(path) ?? 0) + 1;
    this.blamed.set(path, blamed);
    return blamed;
  }

  /** The path fails whatever the request, while others respond. */
  giveUp(endpoint: Endpoint): void {
    this.givenUp.set(endpoint.path, endpoint);
  }

  isGivenUp({ path }: Endpoint): boolean {
    return this.givenUp.has(path);
  }

  /** How many paths of the stream were given up. */
  givenUpOf({ stream }: Endpoint): number {
    return [...this.givenUp.values()].filter((endpoint) => endpoint.stream === stream).length;
  }

  /** Whether a path of the stream was given up and none has responded: its other paths will probably fail too. */
  isSuspect(endpoint: Endpoint): boolean {
    const hasAnswered = this.againOf(new Set([endpoint.stream])) !== undefined;
    return !hasAnswered && this.givenUpOf(endpoint) > 0;
  }

  /** Whether it will probably fail: it was blamed, or other paths of its stream were given up. */
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
    // A refusal is a response too.
    return !isOutage(error);
  }
}
