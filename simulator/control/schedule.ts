import type { ApiRequest } from '../http/exchange';
import { matches, type RequestMatch } from '../http/match';

export interface When {
  /**
   * After this many more API requests were answered (token requests count only if `match` names them). Absent: at once.
   */
  readonly afterRequests?: number;
  /** Which requests count. */
  readonly match?: RequestMatch;
}

interface Waiting {
  left: number;
  readonly match: RequestMatch;
  readonly run: () => void;
}

/** Operations that wait for requests, so that data changes between two pages of one read. */
export class Schedule {
  private waiting: Waiting[] = [];

  add({ afterRequests = 0, match = { path: '/^/v1//' } }: When, run: () => void): void {
    if (afterRequests <= 0) run();
    else this.waiting.push({ left: afterRequests, match, run });
  }

  /** Called once a response is determined: the next request sees the operations that are due now. */
  answered(request: ApiRequest): void {
    const due = this.waiting.filter((operation) => {
      if (matches(operation.match, request)) operation.left -= 1;
      return operation.left <= 0;
    });
    if (due.length === 0) return;
    this.waiting = this.waiting.filter((operation) => !due.includes(operation));
    for (const operation of due) operation.run();
  }
}
