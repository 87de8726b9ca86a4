import type { Clock } from '../client/clock';
import { ConnectorError } from '../errors/connector-error';
import { PROBE_ERRORS } from '../errors/probe-errors';

/** Keeps the total under 60: when a token is refused, the client repeats the request uncounted. */
const MAX_REQUESTS = 54;
/** At most four requests a second. */
const MIN_INTERVAL_MS = 250;

export class RequestBudget {
  private used = 0;
  private nextAt = -Infinity;

  constructor(
    private readonly clock: Clock,
    private readonly most = MAX_REQUESTS,
  ) {}

  get spent(): number {
    return this.used;
  }

  /** Resolves when the next request may leave; rejects with `probe-out-of-requests` when none is left. */
  async take(signal: AbortSignal): Promise<void> {
    if (this.used >= this.most) {
      throw new ConnectorError(PROBE_ERRORS['probe-out-of-requests'], {
        found: `${this.most} requests`,
      });
    }
    const wait = this.nextAt - this.clock.now();
    if (wait > 0) await this.clock.sleep(wait, signal);
    this.note();
  }

  /** Counts a request that did not call `take`: a token request. */
  note(): void {
    this.used += 1;
    this.nextAt = this.clock.now() + MIN_INTERVAL_MS;
  }
}
