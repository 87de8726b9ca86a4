import { isDeepStrictEqual } from 'node:util';
import { CLIENT_LINES } from '../../log/client-lines';
import { logLine, type LogLine } from '../../log/log-line';
import type { Clock } from '../clock';
import type { ClientHooks, ClientLog, KnownLimit } from '../events';
import type { HttpResponse } from '../http';
import type { Limits } from '../limits';
import { retryAfter } from '../retry/retry-after';
import { exhaustedForMs, hasRemaining, statedLimit } from './limit-headers';
import type { Pacer } from './pacer';
import { RateSearch, SHARE } from './rate-search';

export interface RateLimitOptions {
  /** A ceiling over whatever is stated or found. */
  readonly requestsPerSecond: number | undefined;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly hooks: ClientHooks;
  readonly log: ClientLog;
}

/** An interval between two requests that is worth telling. */
const LONG_INTERVAL_MS = 3000;
/** Refusals that come together ask for nearly the same end of a pause, which is told once. */
const SAME_END_MS = 100;
/** Of a stated limit: another one below this is a new limit, not the same one counted down. */
const CLEARLY_LOWER = 0.9;

/** After a refusal, until the first request after its end. `isCounted`: the limit is thought to be about a refused one. */
type Pause =
  | { readonly kind: 'none'; readonly sinceMs: number }
  | { readonly kind: 'waiting'; readonly isCounted: boolean };

/** Searched until a limit is stated, and for good when one that was kept to refuses all the same. */
type Limit =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'stated'; readonly perSecond: number; readonly sinceMs: number }
  | { readonly kind: 'searched' };

/** One that is used up again from the very beginning is not ours. */
type Quota =
  | { readonly kind: 'available' }
  | { readonly kind: 'exhausted'; readonly untilMs: number }
  | { readonly kind: 'notOurs' };

/** What is known about the server's limit, and the rate and the pauses that follow. Times in ticks of the clock. */
export class RateLimit {
  private readonly search = new RateSearch();
  private pause: Pause = { kind: 'none', sinceMs: -Infinity };
  private limit: Limit = { kind: 'unknown' };
  private quota: Quota = { kind: 'available' };
  /** Since a request passed. */
  private pausesInVain = 0;
  /** The end of a wait that was told last, in epoch milliseconds. */
  private toldUntilMs = 0;
  private toldLimit: KnownLimit | undefined;

  constructor(
    private readonly pacer: Pacer,
    private readonly options: RateLimitOptions,
  ) {
    this.apply();
  }

  /** After a pause, before anything leaves: all that was under way is answered, so the refusal can be judged. */
  resume(): void {
    const { pause } = this;
    if (pause.kind === 'none') return;
    const sinceMs = this.options.clock.ticks();
    this.pause = { kind: 'none', sinceMs };
    if (pause.isCounted && this.limit.kind !== 'stated') this.search.resumed(sinceMs);
    this.apply();
    this.say(CLIENT_LINES.rateReduced);
  }

  /** A limit of a few requests a minute makes wait without any pause. */
  announce(): void {
    const waitMs = this.pacer.nextInMs;
    if (this.ratePerSecond !== undefined && waitMs >= LONG_INTERVAL_MS) this.tell(waitMs);
  }

  /** Of a request that the limit is thought to be about. */
  passed(response: HttpResponse, sentMs: number): void {
    this.reviewQuota(response, sentMs);
    this.readHeaders(response);
    this.search.passed(sentMs);
    if (this.pause.kind === 'none') this.pausesInVain = 0;
    this.apply();
  }

  /** `isCounted`: whether the limit is thought to be about this request. */
  refused(response: HttpResponse, sentMs: number, isCounted: boolean): void {
    if (isCounted) {
      this.readHeaders(response);
      // One that was kept to and refuses all the same is not the limit, or not for us alone.
      const { limit } = this;
      if (limit.kind === 'stated' && sentMs > limit.sinceMs) this.limit = { kind: 'searched' };
    }
    // Refusals of what was under way when a pause began belong to that pause, though they come after its end.
    const isFirst = this.pause.kind === 'none' && sentMs >= this.pause.sinceMs;
    if (isFirst) this.pause = { kind: 'waiting', isCounted: false };
    if (isCounted && this.pause.kind === 'waiting') {
      this.pause = { kind: 'waiting', isCounted };
      this.search.refused(sentMs);
    }
    this.waitFor(response, isFirst);
  }

  /** A date or a zero may leave nothing to wait for, and an answer that was obeyed in vain is not believed again. */
  private waitFor({ headers, serverTime }: HttpResponse, isFirst: boolean): void {
    const { clock, limits } = this.options;
    const askedMs = retryAfter(
      headers['retry-after'],
      serverTime ?? clock.now(),
      limits.maxRetryAfterMs,
    );
    if (!isFirst && askedMs === undefined) return;
    const isObeyed = askedMs !== undefined && (!isFirst || this.pausesInVain === 0);
    const ownMs = Math.min(limits.initialBackoffMs * 2 ** this.pausesInVain, limits.maxBackoffMs);
    if (isFirst) this.pausesInVain += 1;
    this.wait(Math.max(askedMs ?? 0, isObeyed ? limits.minPauseMs : ownMs));
  }

  private readHeaders(response: HttpResponse): void {
    const { headers, serverTime, receivedAt } = response;
    const leftMs = this.exhaustedMs(response);
    // What is left of a quota that is used up says nothing about the next.
    if (leftMs === undefined) this.setStated(statedLimit(headers, serverTime ?? receivedAt));
    else if (this.quota.kind !== 'notOurs') {
      const before = this.quota.kind === 'exhausted' ? this.quota.untilMs : Infinity;
      const untilMs = Math.min(before, this.options.clock.ticks() + leftMs);
      this.quota = { kind: 'exhausted', untilMs };
      this.wait(leftMs);
    }
  }

  /** Until a quota that is used up begins anew. */
  private exhaustedMs({ headers, serverTime, receivedAt }: HttpResponse): number | undefined {
    const leftMs = exhaustedForMs(headers, serverTime ?? receivedAt);
    return leftMs === undefined ? undefined : Math.min(leftMs, this.options.limits.maxRetryAfterMs);
  }

  private reviewQuota(response: HttpResponse, sentMs: number): void {
    if (this.quota.kind !== 'exhausted' || sentMs < this.quota.untilMs) return;
    if (this.exhaustedMs(response) !== undefined) this.quota = { kind: 'notOurs' };
    else if (hasRemaining(response.headers)) this.quota = { kind: 'available' };
  }

  private setStated(perSecond: number | undefined): void {
    const { limit } = this;
    if (perSecond === undefined || limit.kind === 'searched') return;
    const isSame = limit.kind === 'stated' && perSecond >= CLEARLY_LOWER * limit.perSecond;
    const sinceMs = isSame ? limit.sinceMs : this.options.clock.ticks();
    this.limit = { kind: 'stated', perSecond, sinceMs };
    this.apply();
    if (limit.kind === 'unknown') this.say(CLIENT_LINES.statedLimit);
  }

  private wait(waitMs: number): void {
    const isNew = this.pacer.pausedForMs === 0;
    this.pacer.pauseFor(waitMs);
    this.tell(waitMs);
    if (!isNew) return;
    this.say(CLIENT_LINES.throttled, Math.ceil(waitMs / 1000));
  }

  private tell(waitMs: number): void {
    const { clock, hooks } = this.options;
    const until = Math.ceil(clock.now() + waitMs);
    if (until < this.toldUntilMs + SAME_END_MS) return;
    this.toldUntilMs = until;
    hooks.onRateLimited?.(until);
  }

  private get ratePerSecond(): number | undefined {
    if (this.limit.kind === 'stated') return SHARE * this.limit.perSecond;
    return this.search.ratePerSecond;
  }

  private apply(): void {
    const { requestsPerSecond: ceiling = Infinity } = this.options;
    const rate = Math.min(this.ratePerSecond ?? Infinity, ceiling);
    if (rate !== Infinity) this.pacer.setRate(rate);
    this.tellLimit();
  }

  private tellLimit(): void {
    const limit = this.knownLimit;
    if (isDeepStrictEqual(limit, this.toldLimit)) return;
    this.toldLimit = limit;
    this.options.hooks.onLimit?.(limit);
  }

  /** The lower one of the server's and the user's. */
  private get knownLimit(): KnownLimit | undefined {
    const { requestsPerSecond: ceiling = Infinity } = this.options;
    const perSecond = this.limitPerSecond ?? Infinity;
    if (ceiling <= SHARE * perSecond)
      return ceiling === Infinity
        ? undefined
        : { perSecond: ceiling, source: 'config', isSettled: true };
    if (this.limit.kind === 'stated') return { perSecond, source: 'header', isSettled: true };
    return { perSecond, source: 'found', isSettled: this.search.isSettled };
  }

  private get limitPerSecond(): number | undefined {
    return this.limit.kind === 'stated' ? this.limit.perSecond : this.search.limitPerSecond;
  }

  private say(line: LogLine, pauseSeconds?: number): void {
    const rate = this.ratePerSecond;
    logLine(this.options.log, line, {
      ...(rate === undefined ? {} : { requestsPerSecond: Number(rate.toPrecision(3)) }),
      ...(pauseSeconds === undefined ? {} : { pauseSeconds }),
    });
  }
}
