import { bulkhead } from 'cockatiel';
import { abortable } from './abortable';
import type { Delays } from './backoff';
import { backoff } from './backoff';
import type { Clock } from './clock';
import type { HttpRequest, HttpResponse, Policy } from './http';
import { statedLimit } from './limit-headers';
import type { ClientHooks, ClientLog } from './options';
import { Pacer } from './pacer';
import type { Patience } from './patience';
import { RateSearch, SHARE } from './rate-search';
import { retryAfter } from './retry-after';

export interface ThrottleOptions {
  readonly maxConcurrency: number;
  readonly requestsPerSecond: number | undefined;
  readonly isRateLimited: (response: HttpResponse, request: HttpRequest) => boolean;
  readonly patience: Patience;
  readonly clock: Clock;
  readonly hooks: ClientHooks;
  readonly log: ClientLog;
}

export interface Throttle {
  readonly policy: Policy;
  /**
   * For requests that a server may count apart, such as the token's: they keep to pauses and to the rate, but what
   * passes says nothing about the limit.
   */
  readonly uncounted: Policy;
  close(): void;
}

/** Until this many answers only two requests are under way: a strict limiter then refuses one, not all. */
const CAREFUL_ANSWERS = 4;

/**
 * Bounds how many requests are under way and how fast they leave. The limit comes from what the server states, or is
 * found from what it refuses; after a refusal nothing leaves before the time it asked for.
 */
export function throttle(options: ThrottleOptions): Throttle {
  const slots = bulkhead(options.maxConcurrency, Infinity);
  const careful = bulkhead(2, Infinity);
  const pacer = new Pacer(options.clock);
  const limit = new Limit(pacer, options);
  const policy =
    (counts: boolean): Policy =>
    (next) =>
    (request, signal) => {
      const send = async () => {
        await pacer.open(signal);
        limit.resume();
        const held = await pacer.permit(signal);
        const sentAt = options.clock.now();
        const response = await next(request, signal);
        limit.answered(response, { request, sentAt, held, counts });
        return response;
      };
      const first = () => (limit.answers < CAREFUL_ANSWERS ? careful.execute(send) : send());
      return abortable(slots.execute(first, signal), signal);
    };
  return {
    policy: policy(true),
    uncounted: policy(false),
    close: () => {
      pacer.close();
    },
  };
}

interface Passage {
  readonly request: HttpRequest;
  readonly sentAt: number;
  /** The rate applied to it. */
  readonly held: boolean;
  readonly counts: boolean;
}

/** What is known about the server's limit, and the rate that follows from it. */
class Limit {
  answers = 0;
  private readonly search = new RateSearch();
  private stated: number | undefined;
  /** A refusal whose pause is not over. */
  private isRefused = false;
  private pauses: Delays;

  constructor(
    private readonly pacer: Pacer,
    private readonly options: ThrottleOptions,
  ) {
    this.pauses = this.freshPauses();
    this.apply();
  }

  /** After a pause, before anything leaves: all that was under way is answered, so the refusal can be judged. */
  resume(): void {
    if (!this.isRefused) return;
    this.isRefused = false;
    if (this.stated === undefined) this.search.resumed(this.options.clock.now());
    this.apply();
    this.say('INFO', 'The API is asked more slowly');
  }

  answered(response: HttpResponse, { request, sentAt, held, counts }: Passage): void {
    if (counts) this.answers += 1;
    this.read(response);
    if (this.options.isRateLimited(response, request)) {
      if (counts) this.search.refused(sentAt);
      this.pause(response);
      return;
    }
    if (counts) this.search.passed(sentAt, held);
    if (!this.isRefused) this.pauses = this.freshPauses();
    this.apply();
  }

  private read(response: HttpResponse): void {
    const now = response.serverTime ?? response.receivedAt;
    const stated = statedLimit(response.headers, now);
    if (stated === undefined) return;
    const isNews = this.stated === undefined;
    this.stated = stated.perSecond;
    this.apply();
    if (isNews) this.say('INFO', 'The API states a limit');
  }

  /** Refusals of what was already under way belong to the same pause; they may only prolong it. */
  private pause(response: HttpResponse): void {
    const { clock, patience, hooks } = this.options;
    const now = clock.now();
    const asked = retryAfter(
      response.headers['retry-after'],
      response.serverTime ?? now,
      patience.retryAfterMost,
    );
    const isFirst = !this.isRefused;
    this.isRefused = true;
    if (asked === undefined && !isFirst) return;
    // A date or a zero may leave nothing to wait for, and the next request would be refused as well.
    const wait = asked === undefined ? this.pauses() : Math.max(asked, patience.pauseLeast);
    if (now + wait <= this.pacer.pausedUntil) return;
    this.pacer.pauseUntil(now + wait);
    hooks.onRateLimited?.(now + wait);
    if (isFirst) this.say('WARN', 'The API limits the rate; requests wait', Math.ceil(wait / 1000));
  }

  private apply(): void {
    const limit = this.stated === undefined ? this.search.rate : SHARE * this.stated;
    const rate = Math.min(limit ?? Infinity, this.options.requestsPerSecond ?? Infinity);
    if (rate !== Infinity) this.pacer.setRate(rate);
  }

  private say(level: 'WARN' | 'INFO', sentence: string, pauseSeconds?: number): void {
    const limit = this.stated === undefined ? this.search.rate : SHARE * this.stated;
    this.options.log.log(level, sentence, {
      ...(limit === undefined ? {} : { requests_per_second: Number(limit.toPrecision(3)) }),
      ...(pauseSeconds === undefined ? {} : { pause_seconds: pauseSeconds }),
    });
  }

  private freshPauses(): Delays {
    const { backoffFirst, backoffMost } = this.options.patience;
    return backoff({ first: backoffFirst, most: backoffMost });
  }
}
