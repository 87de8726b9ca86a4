import { abortable, reasonOf } from '../clock';
import { ConcurrencyGate } from '../concurrency-gate';
import type { SendAttempt } from '../retry/attempt';
import type { RateLimitOptions } from './rate-limit';
import { RateLimit } from './rate-limit';
import { Pacer } from './pacer';
import { maxConcurrencyAfter } from './slow-start';

export interface ThrottleOptions extends RateLimitOptions {
  readonly maxConcurrency: number;
}

type AttemptPolicy = (next: SendAttempt) => SendAttempt;

export interface Throttle {
  readonly policy: AttemptPolicy;
  /**
   * For requests that a server may count apart, such as the token's: they keep to pauses and to the rate, and one that
   * is refused makes all wait, but they say nothing about the limit.
   */
  readonly uncounted: AttemptPolicy;
  close(): void;
}

/**
 * Bounds how many requests are under way and how fast they leave. The limit comes from what the server states, or is
 * found from what it refuses; after a refusal nothing leaves before the time it asked for.
 */
export function throttle(options: ThrottleOptions): Throttle {
  let answers = 0;
  const gate = new ConcurrencyGate(() =>
    Math.min(options.maxConcurrency, maxConcurrencyAfter(answers)),
  );
  const pacer = new Pacer(options.clock);
  const limit = new RateLimit(pacer, options);
  const policy =
    (counts: boolean): AttemptPolicy =>
    (next) =>
    (request, signal) => {
      const send = async () => {
        if (signal.aborted) throw reasonOf(signal);
        await pacer.open(signal);
        limit.resume();
        limit.announce();
        await pacer.permit(signal);
        const sentAt = options.clock.ticks();
        const attempt = await next(request, signal);
        const { response } = attempt.result;
        if (response === undefined) return attempt;
        if (counts) answers += 1;
        if (attempt.decision.action === 'rateLimited') limit.refused(response, sentAt, counts);
        else if (counts) limit.passed(response, sentAt);
        return attempt;
      };
      return abortable(gate.run(send), signal);
    };
  return {
    policy: policy(true),
    uncounted: policy(false),
    close: () => {
      pacer.close();
    },
  };
}
