import { ConnectorError } from '../errors/connector-error';
import { isOutage } from '../errors/outage';
import { STREAM_ERRORS } from '../errors/stream-errors';
import type { Endpoint, Endpoints } from './endpoints';
import type { Observer } from './page-fetcher';
import type { Window } from './window';

/** Partitions that may fail as a whole, one after the other, before their path is given up. */
const MOST_BLAMED = 3;

/** Times that everything is asked again while nothing answers; the breaker ends it long before. */
const MOST_ROUNDS = 50;

/**
 * What a failed window is the fault of: its time range, which can be cut; every part of it alike; or an outage, which has
 * passed.
 */
export type Culprit = 'range' | 'whole' | 'outage';

export interface InquiryOptions {
  readonly endpoint: Endpoint;
  readonly endpoints: Endpoints;
  readonly observer: Observer;
  /** Asks for the first page of a window and passes nothing on. */
  readonly sound: (window: Window | undefined) => Promise<unknown>;
  /** Nothing has answered so far: others may ask meanwhile. */
  readonly onDoubt: () => void;
  /** Whether no other partition of the stream has this path. */
  readonly isAlone: boolean;
}

/**
 * Finds out what a failed window is the fault of before it is cut. A maintenance page, or an endpoint that is broken,
 * would else be cut down to the last second, and each second asked for.
 */
export class Inquiry {
  private isAnswered = false;
  private isWindowAnswered = false;

  constructor(private readonly options: InquiryOptions) {}

  /** The reading of a window begins. */
  begin(): void {
    this.isWindowAnswered = false;
  }

  /** A page has come. */
  answered(): void {
    this.isAnswered = true;
    this.isWindowAnswered = true;
  }

  /** Whether any page of the partition has come. */
  get hasAnswer(): boolean {
    return this.isAnswered;
  }

  /**
   * Looks at the two ends of a window that failed, or at the whole where there is nothing to cut. While all fail and nothing else answers either, it goes on asking:
   * the breaker makes that wait, and ends it.
   * @throws ConnectorError where the endpoint fails whatever is asked for, and where the breaker has waited long enough
   */
  async into(window: Window | undefined, error: ConnectorError): Promise<Culprit> {
    // Of a window whose first page came, a later one is to blame.
    if (this.isWindowAnswered) return 'range';
    const hadAnswer = this.isAnswered;
    const { endpoints, endpoint, observer } = this.options;
    if (endpoints.isSuspect(endpoint)) throw await this.suspectGivenUp(error);
    observer.suspect(endpoint, error);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const failure = await this.failureOfEnds(window);
      if (failure === undefined) return hadAnswer && round === 0 ? 'range' : 'outage';
      // What is too large, or a firewall's page, is an answer all the same.
      if (isOutage(failure) && !(await endpoints.doesApiAnswer(endpoint))) {
        this.options.onDoubt();
        continue;
      }
      return this.blame(error);
    }
    throw this.givenUp(error);
  }

  /** Others answer. A path that answers elsewhere has a bad time range; one that never did is asked for others first. */
  private async blame(error: ConnectorError): Promise<Culprit> {
    const { endpoints, endpoint, isAlone } = this.options;
    if (endpoints.hasAnswered(endpoint)) {
      if (await endpoints.answersStill(endpoint)) return 'whole';
    } else if (!isAlone && endpoints.blame(endpoint) < MOST_BLAMED) return 'whole';
    throw this.givenUp(error);
  }

  /** Of both: one alone may be the range that cannot be read. */
  private async failureOfEnds(window: Window | undefined): Promise<ConnectorError | undefined> {
    let failure: ConnectorError | undefined;
    for (const end of window?.canSplit() === true ? window.ends() : [window]) {
      try {
        await this.options.sound(end);
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

/** Answers that cannot be used, although the API, or what stands before it, is not down. */
const REFUSED: ReadonlySet<string> = new Set(['answer-too-large', 'turned-away', 'not-now']);

/** Kinds of failure that concern the page that was asked for and may spare a smaller window. */
export function concernsOnePage(error: ConnectorError): boolean {
  return isOutage(error) || REFUSED.has(error.kind.code);
}
