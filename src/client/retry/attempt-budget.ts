import { ExponentialBackoff, noJitterGenerator, type IBackoff } from 'cockatiel';
import type { Limits } from '../limits';
import type { FailureDecision } from './classify';

/** The attempts and the time that one request has left. */
export class AttemptBudget {
  attempts = 0;
  private failed = 0;
  private rateLimited = 0;
  private wasRetriedOnce = false;
  private wasConfirmed = false;
  /** Attempts and our own backoff; excludes waits that the server imposes. */
  private spentMs = 0;
  private backoff: IBackoff<unknown>;

  /** `random`: at least 0, below 1. Scales each delay: full jitter. cockatiel's own accepts no random source. */
  constructor(
    private readonly limits: Limits,
    private readonly random: () => number,
  ) {
    const { initialBackoffMs: initialDelay, maxBackoffMs: maxDelay } = limits;
    const options = { initialDelay, maxDelay, generator: noJitterGenerator };
    this.backoff = new ExponentialBackoff<number>(options).next();
  }

  attempted(durationMs: number): void {
    this.attempts += 1;
    this.spentMs += durationMs;
  }

  /**
   * Milliseconds until the next attempt; undefined if there is none. A rate-limited request waits in the throttle
   * instead. `askedForMs`: the server's `Retry-After`, which outranks our backoff.
   */
  delayAfter(decision: FailureDecision, askedForMs: number | undefined): number | undefined {
    if (decision.action === 'rateLimited') {
      this.rateLimited += 1;
      return this.rateLimited < this.limits.maxRateLimitedAttempts ? 0 : undefined;
    }
    if (decision.action !== 'retry') return undefined;
    if (decision.isOnce && this.wasRetriedOnce) return undefined;
    if (decision.isConfirmation && this.wasConfirmed) return undefined;
    this.wasRetriedOnce ||= decision.isOnce === true;
    this.wasConfirmed ||= decision.isConfirmation === true;
    this.failed += 1;
    if (this.failed >= this.limits.maxAttempts) return undefined;
    const leastMs = decision.isConfirmation ? this.limits.confirmationPauseMs : 0;
    const ownMs = Math.max(this.backoff.duration * this.random(), leastMs);
    this.backoff = this.backoff.next(undefined);
    if (this.spentMs + ownMs > this.limits.totalMs) return undefined;
    if (askedForMs !== undefined) return askedForMs;
    this.spentMs += ownMs;
    return ownMs;
  }
}
