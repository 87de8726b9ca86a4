import { bulkhead } from 'cockatiel';
import { abortable } from './abortable';
import type { Clock } from './clock';
import type { HttpResponse, Policy } from './http';
import type { ClientHooks, ClientLog } from './options';
import type { Patience } from './patience';

export interface ThrottleOptions {
  readonly maxConcurrency: number;
  readonly requestsPerSecond: number | undefined;
  readonly isRateLimited: (response: HttpResponse) => boolean;
  readonly patience: Patience;
  readonly clock: Clock;
  readonly hooks: ClientHooks;
  readonly log: ClientLog;
}

export interface Throttle {
  readonly policy: Policy;
  close(): void;
}

export function throttle(options: ThrottleOptions): Throttle {
  const slots = bulkhead(options.maxConcurrency, Infinity);
  return {
    policy: (next) => (request, signal) =>
      abortable(
        slots.execute(() => next(request, signal)),
        signal,
      ),
    close: () => undefined,
  };
}
