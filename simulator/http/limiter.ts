import type { OutgoingHttpHeaders } from 'node:http';

/** A rate limit of the API: a bucket of `burst` that fills with `perSecond`. The token endpoint is exempt. */
export interface Limit {
  readonly perSecond: number;
  /** Absent: one second's worth. */
  readonly burst?: number;
  /** Whether every response states the limit, and under which names. */
  readonly headers?: 'none' | 'ratelimit' | 'x-ratelimit';
  /** How a 429 says when to retry. */
  readonly retryAfter?: 'seconds' | 'date' | 'none';
  /** Other rates, each from a number of seconds after the limit was set. */
  readonly steps?: readonly { readonly afterSeconds: number; readonly perSecond: number }[];
}

export interface Verdict {
  readonly allowed: boolean;
  readonly headers: OutgoingHttpHeaders;
}

/** Counts requests in real time, even if the simulator's own clock is stopped. */
export class Limiter {
  private limit: Limit | null = null;
  private tokens = 0;
  private filledAt = 0;
  private setAt = 0;

  /** `clock` counts milliseconds and never goes back. */
  constructor(private readonly clock: () => number = () => performance.now()) {}

  set(limit: Limit | null): void {
    this.limit = limit;
    this.setAt = this.filledAt = this.clock();
    this.tokens = limit ? (limit.burst ?? Math.max(1, limit.perSecond)) : 0;
  }

  /** `now` is the simulator's time, for a `Retry-After` that is a date. */
  take(now: number): Verdict {
    const { limit } = this;
    if (!limit) return { allowed: true, headers: {} };
    const perSecond = this.rate(limit);
    const burst = limit.burst ?? Math.max(1, perSecond);
    const at = this.clock();
    this.tokens = Math.min(burst, this.tokens + ((at - this.filledAt) / 1000) * perSecond);
    this.filledAt = at;
    const allowed = this.tokens >= 1;
    if (allowed) this.tokens -= 1;
    const wait = Math.max(1, Math.ceil((1 - this.tokens) / perSecond));
    return {
      allowed,
      headers: {
        ...stated(limit, perSecond, Math.floor(this.tokens), now),
        ...(allowed ? {} : retryAfter(limit, wait, now)),
      },
    };
  }

  private rate(limit: Limit): number {
    const age = (this.clock() - this.setAt) / 1000;
    return limit.steps?.findLast((step) => step.afterSeconds <= age)?.perSecond ?? limit.perSecond;
  }
}

/** Both families state the limit as requests per window: one second here, or longer below one request a second. */
function stated(
  limit: Limit,
  perSecond: number,
  remaining: number,
  now: number,
): OutgoingHttpHeaders {
  const window = Math.max(1, Math.ceil(1 / perSecond));
  const quota = Math.floor(perSecond * window);
  switch (limit.headers ?? 'none') {
    case 'none':
      return {};
    case 'ratelimit':
      return {
        'RateLimit-Limit': quota,
        'RateLimit-Remaining': remaining,
        'RateLimit-Reset': window,
        'RateLimit-Policy': `${quota};w=${window}`,
      };
    case 'x-ratelimit':
      return {
        'X-RateLimit-Limit': quota,
        'X-RateLimit-Remaining': remaining,
        'X-RateLimit-Reset': Math.ceil(now / 1000) + window,
      };
  }
}

function retryAfter(
  { retryAfter: form = 'seconds' }: Limit,
  wait: number,
  now: number,
): OutgoingHttpHeaders {
  if (form === 'none') return {};
  return { 'Retry-After': form === 'seconds' ? wait : new Date(now + wait * 1000).toUTCString() };
}
