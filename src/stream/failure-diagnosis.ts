import { ConnectorError } from '../errors/connector-error';
import { hasCode, isOutage } from '../errors/error-codes';
import { STREAM_ERRORS } from '../errors/stream-errors';
import type { Availability, RecordOutput } from './partition-options';
import type { Window } from './window';

/** Partitions that may fail as a whole, one after the other, before their path is given up. */
const MAX_BLAMED = 3;

/** Times that everything is asked again while nothing answers; the breaker ends it long before. */
const MAX_ROUNDS = 50;

/** What a failure concerns: one time range, which can be split; every one alike; or an outage that has passed. */
export type FailureScope = 'window' | 'every window' | 'outage';

/**
 * Finds out what a failed window is the fault of before it is split. A maintenance page, or an endpoint that is broken,
 * would else be split down to the last second, and each second asked for.
 */
export class FailureDiagnosis {
  /** `probe` asks for the first page of a window and passes nothing on. */
  constructor(
    private readonly options: Availability & Pick<RecordOutput, 'observer'>,
    private readonly probe: (window: Window | undefined) => Promise<unknown>,
  ) {}

  /**
   * Looks at the two ends of a window that failed, or at the whole where it cannot be split. While all fail and nothing
   * else answers either, it goes on asking: the breaker makes that wait, and ends it.
   * `hadAnswer`: whether any page of the partition has come before.
   * @throws ConnectorError where the endpoint fails whatever is asked for, and where the breaker has waited long enough
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
      // What is too large, or a firewall's page, is an answer all the same.
      if (isOutage(failure) && !(await endpoints.doesApiAnswer(endpoint))) {
        // Others may ask meanwhile.
        firstAnswer.leave();
        continue;
      }
      return this.blame(error);
    }
    throw this.givenUp(error);
  }

  /** Others answer. A path that answers elsewhere has a bad time range; one that never did is asked for others first. */
  private async blame(error: ConnectorError): Promise<FailureScope> {
    const { endpoints, endpoint, isAlone } = this.options;
    if (endpoints.hasAnswered(endpoint)) {
      if (await endpoints.answersStill(endpoint)) return 'every window';
    } else if (!isAlone && endpoints.blame(endpoint) < MAX_BLAMED) return 'every window';
    throw this.givenUp(error);
  }

  /** Of both: one alone may be the range that cannot be read. */
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

  /** Failures in a row open the breaker, and what answers elsewhere keeps it closed. */
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

/** Kinds of failure that concern the page that was asked for and may spare a smaller window. */
export function concernsOnePage(error: ConnectorError): boolean {
  // The last three cannot be used, although the API, or what stands before it, is not down.
  return isOutage(error) || hasCode(error, 'answer-too-large', 'turned-away', 'not-now');
}
