import type { Delays } from '../retry/backoff';
import { backoff } from '../retry/backoff';
import type { Clock } from '../clock';
import type { HttpResponse } from '../http';
import { exhaustedFor, hasRemaining, statedLimit } from './limit-headers';
import type { StatedLimit } from './limit-headers';
import type { ClientHooks, ClientLog } from '../events';
import type { Pacer } from './pacer';
import type { Limits } from '../limits';
import { RateSearch, SHARE } from './rate-search';
import { retryAfter } from '../retry/retry-after';

export interface LimitOptions {
  readonly requestsPerSecond: number | undefined;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly hooks: ClientHooks;
  readonly log: ClientLog;
}

/** Milliseconds between two requests that are worth telling. */
const LONG_INTERVAL = 3000;
/** Milliseconds. Refusals that come together ask for nearly the same end of a pause, which is told once. */
const SAME_END = 100;
/** Of a stated limit: another one below this is a new limit, not the same one counted down. */
const CLEARLY_LOWER = 0.9;

/** What is known about the server's limit, and the rate and the pauses that follow from it. */
export class Limit {
  private readonly search = new RateSearch();
  private stated: StatedLimit | undefined;
  /** When it became known, in ticks of the clock. */
  private statedAt = Infinity;
  private isBelieved = true;
  /** A refusal whose pause is not over. */
  private isRefused = false;
  /** One of a request that the limit is thought to be about. */
  private isSearched = false;
  /** When a quota that was said to be used up begins anew, in ticks of the clock. */
  private exhaustedUntil = Infinity;
  private isQuotaBelieved = true;
  private hasPassed = true;
  /** When the last pause was over, in ticks of the clock. */
  private resumedAt = -Infinity;
  /** The end of a wait that was told last, in epoch milliseconds. */
  private toldUntil = 0;
  private pauses: Delays;

  constructor(
    private readonly pacer: Pacer,
    private readonly options: LimitOptions,
  ) {
    this.pauses = this.freshPauses();
    this.apply();
  }

  /** After a pause, before anything leaves: all that was under way is answered, so the refusal can be judged. */
  resume(): void {
    if (!this.isRefused) return;
    this.isRefused = false;
    this.resumedAt = this.options.clock.ticks();
    if (this.isSearched && this.believed() === undefined) this.search.resumed(this.resumedAt);
    this.isSearched = false;
    this.apply();
    this.say('INFO', 'The API is asked more slowly');
  }

  /** A limit of a few requests a minute makes wait without any pause. */
  announce(): void {
    const wait = this.pacer.nextIn;
    if (this.limit() !== undefined && wait >= LONG_INTERVAL) this.tell(wait);
  }

  /** Of a request that the limit is thought to be about. `sentAt`: in ticks of the clock. */
  passed(response: HttpResponse, sentAt: number): void {
    if (sentAt >= this.exhaustedUntil) this.reviewQuota(response);
    this.read(response);
    this.search.passed(sentAt);
    if (!this.isRefused) {
      this.hasPassed = true;
      this.pauses = this.freshPauses();
    }
    this.apply();
  }

  /** `sentAt`: in ticks of the clock. `counts`: whether the limit is thought to be about this request. */
  refused(response: HttpResponse, sentAt: number, counts: boolean): void {
    if (counts) {
      this.read(response);
      // One that was kept to and refuses all the same is not the limit, or not for us alone.
      if (sentAt > this.statedAt) this.isBelieved = false;
    }
    // Refusals of what was under way when a pause began belong to that pause, though they come after its end.
    const isFirst = !this.isRefused && sentAt >= this.resumedAt;
    if (isFirst) this.isRefused = true;
    if (counts && this.isRefused) {
      this.isSearched = true;
      this.search.refused(sentAt);
    }
    const { clock, limits } = this.options;
    const now = response.serverTime ?? clock.now();
    const asked = retryAfter(response.headers['retry-after'], now, limits.maxRetryAfterMs);
    if (isFirst) this.pause(this.firstPause(asked));
    else if (asked !== undefined) this.pause(Math.max(asked, limits.minPauseMs));
  }

  /** A date or a zero may leave nothing to wait for, and an answer that was obeyed in vain is not believed again. */
  private firstPause(asked: number | undefined): number {
    const own = this.pauses();
    const isHeeded = asked !== undefined && this.hasPassed;
    this.hasPassed = false;
    return isHeeded ? Math.max(asked, this.options.limits.minPauseMs) : Math.max(asked ?? 0, own);
  }

  /** Milliseconds until a quota that is used up begins anew. */
  private exhausted({ headers, serverTime, receivedAt }: HttpResponse): number | undefined {
    const left = exhaustedFor(headers, serverTime ?? receivedAt);
    return left === undefined ? undefined : Math.min(left, this.options.limits.maxRetryAfterMs);
  }

  /** After a wait for a quota: if nothing is left of it from the very beginning, it is no quota of ours. */
  private reviewQuota(response: HttpResponse): void {
    if (this.exhausted(response) !== undefined) this.isQuotaBelieved = false;
    else if (hasRemaining(response.headers)) this.exhaustedUntil = Infinity;
  }

  private read(response: HttpResponse): void {
    const left = this.exhausted(response);
    if (left !== undefined && this.isQuotaBelieved) {
      this.exhaustedUntil = Math.min(this.exhaustedUntil, this.options.clock.ticks() + left);
      this.pause(left);
    }
    // What is left of a quota that is used up says nothing about the next.
    const { headers, serverTime, receivedAt } = response;
    if (left === undefined) this.state(statedLimit(headers, serverTime ?? receivedAt));
  }

  private state(stated: StatedLimit | undefined): void {
    if (stated === undefined) return;
    const before = this.stated;
    this.stated = stated;
    this.apply();
    if (stated.perSecond < CLEARLY_LOWER * (before?.perSecond ?? Infinity)) {
      this.statedAt = this.options.clock.ticks();
    }
    if (before === undefined) this.say('INFO', 'The API states a limit');
  }

  private pause(wait: number): void {
    const left = this.pacer.pausedFor;
    this.pacer.pauseFor(wait);
    this.tell(wait);
    if (left === 0) {
      this.say('WARN', 'The API limits the rate; requests wait', Math.ceil(wait / 1000));
    }
  }

  private tell(wait: number): void {
    const { clock, hooks } = this.options;
    const until = Math.ceil(clock.now() + wait);
    if (until < this.toldUntil + SAME_END) return;
    this.toldUntil = until;
    hooks.onRateLimited?.(until);
  }

  /** What the server states, as long as keeping to it is enough. */
  private believed(): StatedLimit | undefined {
    return this.isBelieved ? this.stated : undefined;
  }

  private limit(): number | undefined {
    const believed = this.believed();
    return believed === undefined ? this.search.rate : SHARE * believed.perSecond;
  }

  private apply(): void {
    const rate = Math.min(this.limit() ?? Infinity, this.options.requestsPerSecond ?? Infinity);
    if (rate !== Infinity) this.pacer.setRate(rate);
  }

  private say(level: 'WARN' | 'INFO', sentence: string, pauseSeconds?: number): void {
    const limit = this.limit();
    this.options.log.log(level, sentence, {
      ...(limit === undefined ? {} : { requestsPerSecond: Number(limit.toPrecision(3)) }),
      ...(pauseSeconds === undefined ? {} : { pauseSeconds }),
    });
  }

  private freshPauses(): Delays {
    return backoff(this.options.limits);
  }
}
