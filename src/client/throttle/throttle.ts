import { bulkhead } from 'cockatiel';
import { abortable } from '../abortable';
import { reasonOf } from '../clock';
import type { HttpRequest, HttpResponse, Policy } from '../http';
import type { RateLimitOptions } from './rate-limit';
import { RateLimit } from './rate-limit';
import { Pacer } from './pacer';
import { SlowStart } from './slow-start';

export interface ThrottleOptions extends RateLimitOptions {
  readonly maxConcurrency: number;
  readonly isRateLimited: (response: HttpResponse, request: HttpRequest) => boolean;
}

export interface Throttle {
  readonly policy: Policy;
  /**
   * For requests that a server may count apart, such as the token's: they keep to pauses and to the rate, and one that
   * is refused makes all wait, but they say nothing about the limit.
   */
  readonly uncounted: Policy;
  close(): void;
}

/**
 * Bounds how many requests are under way and how fast they leave. The limit comes from what the server states, or is
 * found from what it refuses; after a refusal nothing leaves before the time it asked for.
 */
export function throttle(options: ThrottleOptions): Throttle {
  const slots = bulkhead(options.maxConcurrency, Infinity);
  const start = new SlowStart();
  const pacer = new Pacer(options.clock);
  const limit = new RateLimit(pacer, options);
  const policy =
    (counts: boolean): Policy =>
    (next) =>
    (request, signal) => {
      const send = async () => {
        if (signal.aborted) throw reasonOf(signal);
        await pacer.open(signal);
        limit.resume();
        limit.announce();
        await pacer.permit(signal);
        const sentAt = options.clock.ticks();
        const response = await next(request, signal);
        if (counts) start.answered();
        if (options.isRateLimited(response, request)) limit.refused(response, sentAt, counts);
        else if (counts) limit.passed(response, sentAt);
        return response;
      };
      return abortable(
        slots.execute(() => start.run(send), signal),
        signal,
      );
    };
  return {
    policy: policy(true),
    uncounted: policy(false),
    close: () => {
      pacer.close();
    },
  };
}
