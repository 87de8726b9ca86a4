import { ConnectorError } from '../errors/connector-error';
import { hasCode, isOutage } from '../errors/error-codes';
import { STREAM_ERRORS } from '../errors/stream-errors';
import type { Availability, RecordOutput } from './partition-options';
import type { Window } from './window';

/** Partitions of a path that may fail in a row, each as a whole, before the path is given up. */
const MAX_BLAMED = 3;

/** Rounds of probing while nothing responds. The breaker ends it long before. */
const MAX_ROUNDS = 50;

/** What fails: one time window, which can be split; every window alike; or the API, in an outage that is over. */
export type FailureScope = 'window' | 'every window' | 'outage';

/**
 * Finds the cause of a failed window before it is split. During an outage or with a broken endpoint, splitting would
 * continue down to single seconds and request each of them.
 */
export class FailureDiagnosis {
  /** `probe` requests the first page of a window and sends no records. */
  constructor(
    private readonly options: Availability & Pick<RecordOutput, 'observer'>,
    private readonly probe: (window: Window | undefined) => Promise<unknown>,
  ) {}

  /**
   * Requests both ends of a failed window, or all of it if it cannot be split. Repeats while they fail and nothing else
   * responds either; the breaker delays the repeats and ends them. `hadAnswer`: whether any page has arrived.
   * @throws ConnectorError if the endpoint fails whatever the request, or once the breaker has waited long enough
   */
  async scopeOf(
    window: Window | undefined,
    error: ConnectorError,
    hadAnswer: boolean,
  ): Promise<FailureScope> {
    const { endpoints, endpoint, observer, firstAnswer } = this.options;
    if (endpoints.isSuspect(endpoint)) throw await this.suspectGivenUp(error);
    observer.suspect(endpoint, error);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const failure = await this.failureOfEnds(window);
      if (failure === undefined) return hadAnswer && round === 0 ? 'window' : 'outage';
      // A body that is too large and a firewall's page are responses too.
      if (isOutage(failure) && !(await endpoints.doesApiAnswer(endpoint))) {
        // Other partitions may send requests meanwhile.
        firstAnswer.leave();
        continue;
      }
      return this.blame(error);
    }
    throw this.givenUp(error);
  }

  /** Others respond. If this path did, its time window is bad; if it never did, other partitions try it first. */
  private async blame(error: ConnectorError): Promise<FailureScope> {
    const { endpoints, endpoint, isAlone } = this.options;
    if (endpoints.hasAnswered(endpoint)) {
      if (await endpoints.answersStill(endpoint)) return 'every window';
    } else if (!isAlone && endpoints.blame(endpoint) < MAX_BLAMED) return 'every window';
    throw this.givenUp(error);
  }

  /** Tries both ends: one alone may be the range that cannot be read. */
  private async failureOfEnds(window: Window | undefined): Promise<ConnectorError | undefined> {
    let failure: ConnectorError | undefined;
    for (const end of window?.canSplit() === true ? window.ends() : [window]) {
      try {
        await this.probe(end);
        return undefined;
      } catch (error) {
        if (!(error instanceof ConnectorError) || !concernsOnePage(error)) throw error;
        failure = error;
      }
    }
    return failure;
  }

  /** Failures in a row open the breaker; a success elsewhere keeps it closed. */
  private async suspectGivenUp(error: ConnectorError): Promise<ConnectorError> {
    const { endpoint, endpoints } = this.options;
    const failure = this.givenUp(error);
    if (endpoints.givenUpOf(endpoint) % 3 === 0) await endpoints.doesApiAnswer(endpoint);
    return failure;
  }

  private givenUp(error: ConnectorError): ConnectorError {
    const { endpoint, endpoints } = this.options;
    endpoints.giveUp(endpoint);
    return new ConnectorError(STREAM_ERRORS['endpoint-failing'], {
      where: `${endpoint.stream}, ${endpoint.path}`,
      found: error.summary,
      action: error.action,
      cause: error,
    });
  }
}

/** Failures of the requested page that may spare a smaller window. */
export function concernsOnePage(error: ConnectorError): boolean {
  // Unusable, although neither the API nor a proxy in front of it is down.
  return isOutage(error) || hasCode(error, 'answer-too-large', 'turned-away', 'not-now');
}
