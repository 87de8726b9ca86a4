import { ConnectorError } from '../errors/connector-error';
import { isOutage } from '../errors/outage';
import { STREAM_ERRORS } from '../errors/stream-errors';
import type { Endpoint, Endpoints } from './endpoints';
import type { Observer } from './partition-run';
import type { Window } from './window';

/** What a failed window is the fault of: its time range, which can be cut, or every part of it alike. */
export type Culprit = 'range' | 'whole';

export interface InquiryOptions {
  readonly endpoint: Endpoint;
  readonly endpoints: Endpoints;
  readonly observer: Observer;
  /** Asks for the first page of a window and passes nothing on. */
  readonly sound: (window: Window) => Promise<unknown>;
  /** Nothing has answered so far: others may ask meanwhile. */
  readonly onDoubt: () => void;
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
   * Looks at the two ends of a window that failed. While both fail and nothing else answers either, it goes on asking:
   * the breaker makes that wait, and ends it.
   * @throws ConnectorError where the endpoint fails whatever is asked for, and where the breaker has waited long enough
   */
  async into(window: Window, error: ConnectorError): Promise<Culprit> {
    // Of a window whose first page came, a later one is to blame.
    if (this.isWindowAnswered) return 'range';
    const { endpoints, endpoint, observer } = this.options;
    if (endpoints.isSuspect(endpoint)) throw this.givenUp(error);
    observer.suspect(endpoint, error);
    for (;;) {
      const failure = await this.failureOfEnds(window);
      if (failure === undefined) return 'range';
      // What is too large is an answer all the same.
      if (isOutage(failure) && !(await endpoints.doesApiAnswer())) {
        this.options.onDoubt();
        continue;
      }
      if (endpoints.hasAnswered(endpoint)) return 'whole';
      throw this.givenUp(failure);
    }
  }

  /** Of both: one alone may be the range that cannot be read. */
  private async failureOfEnds(window: Window): Promise<ConnectorError | undefined> {
    let failure: ConnectorError | undefined;
    for (const end of window.ends()) {
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
  return isOutage(error) || error.kind.code === 'answer-too-large';
}
