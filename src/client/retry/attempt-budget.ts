import type { Delays } from './backoff';
import { backoff } from './backoff';
import type { Patience } from '../limits';

/** How far one request has used up its patience. */
export class Course {
  /** Attempts so far. */
  attempts = 0;
  private failed = 0;
  private limited = 0;
  private isAgain = false;
  /** Milliseconds of attempts and of our own backoff. Waits that the server asked for are not counted. */
  private spent = 0;
  private readonly delays: Delays;

  constructor(
    private readonly patience: Patience,
    random: () => number,
  ) {
    this.delays = backoff({ first: patience.backoffFirst, most: patience.backoffMost, random });
  }

  attempted(durationMs: number): void {
    this.attempts += 1;
    this.spent += durationMs;
  }

  /** Whether a request that was told to slow down may try again. The throttle makes it wait. */
  mayTryLimited(): boolean {
    this.limited += 1;
    return this.limited < this.patience.rateLimitedTries;
  }

  /** Whether a request may try again that may do so once. */
  mayTryOnce(): boolean {
    const mayTry = !this.isAgain;
    this.isAgain = true;
    return mayTry;
  }

  /** Milliseconds until the next try after a failed one; undefined when patience has ended. */
  delayAfterFailure(askedFor: number | undefined): number | undefined {
    this.failed += 1;
    if (this.failed >= this.patience.tries) return undefined;
    const own = this.delays();
    if (this.spent + own > this.patience.inAll) return undefined;
    if (askedFor !== undefined) return askedFor;
    this.spent += own;
    return own;
  }
}
