import { abortable, reasonOf } from '../clock';
import { ConcurrencyGate } from '../concurrency-gate';
import type { SendAttempt } from '../retry/attempt';
import { RateLimit, type RateLimitOptions } from './rate-limit';
import { Pacer } from './pacer';
import { maxConcurrencyAfter } from './slow-start';

export interface ThrottleOptions extends RateLimitOptions {
  readonly maxConcurrency: number;
}

type AttemptPolicy = (next: SendAttempt) => SendAttempt;

export interface Throttle {
  readonly policy: AttemptPolicy;
  /**
   * For requests that a server may count separately, such as token requests: they keep to pauses and the rate, and a
   * refusal pauses all requests, but they don't change the limit.
   */
  readonly uncounted: AttemptPolicy;
  close(): void;
}

/**
 * Limits concurrency and request rate. The limit comes from the server's headers, or is found from its refusals. After
 * a refusal nothing is sent before the time the server asks for.
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
        const ended = options.hooks.onSent?.();
        const attempt = await next(request, signal).finally(ended);
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
