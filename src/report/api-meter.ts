import type { ClientHooks, KnownLimit, MeasuredAttempt } from '../client/events';
import type { LimitFigures, RequestFigures, WaitFigures } from './figures';
import { RequestMeter, type LimitNow } from './request-meter';
import { WaitMeter } from './wait-meter';

type Hooks = Required<Pick<ClientHooks, 'onSent' | 'onRateLimited' | 'onLimit' | 'onBreaker'>> & {
  readonly onAttempt: (attempt: MeasuredAttempt) => void;
};

/** Why nothing is sent, or nothing arrives. `until` in epoch milliseconds; `forMs`: how long already. */
export type ApiWait =
  | { readonly for: 'rate limit' | 'circuit breaker'; readonly until: number }
  | { readonly for: 'slow response'; readonly forMs: number };

/** A response that takes longer is worth telling. */
const SLOW_MS = 10_000;

/** This machine's time at first, then as much more as has passed: a clock that is set back has no effect. */
function steadyClock(): () => number {
  const offset = Date.now() - performance.now();
  return () => offset + performance.now();
}

/** Listens to the client: counts per stream and in all what its requests cost and why they wait. */
export class ApiMeter {
  readonly hooks: Hooks = {
    onAttempt: (attempt) => {
      if (attempt.isTokenRequest) this.addToken(attempt);
      else this.add(attempt);
      this.onAttempt?.(this.now());
    },
    onSent: () => this.sent(),
    onRateLimited: (until) => {
      this.rateLimit.wait(this.now(), until);
    },
    onLimit: (limit) => {
      this.limit = limit ?? this.limit;
      this.limitNow = limit && { perSecond: limit.perSecond, since: this.since(limit) };
    },
    onBreaker: (probeAt) => {
      this.probeAt = probeAt;
      if (probeAt === undefined) this.breaker.end(this.now());
      else this.breaker.wait(this.now(), Infinity);
    },
  };
  /** Called after each attempt, with the time in epoch milliseconds. */
  onAttempt: ((now: number) => void) | undefined;
  tokenRequests = 0;
  tokenFailures = 0;
  private readonly all = new RequestMeter();
  private readonly byStream = new Map<string, RequestMeter>();
  private readonly rateLimit = new WaitMeter();
  private readonly breaker = new WaitMeter();
  private probeAt: number | undefined;
  private limit: KnownLimit | undefined;
  private limitNow: LimitNow | undefined;
  /** When each attempt under way left, oldest first. */
  private readonly underWay = new Set<{ readonly at: number }>();

  /** `now`: epoch milliseconds; never goes back. */
  constructor(readonly now: () => number = steadyClock()) {}

  /** Of one stream, or in all. */
  requests(stream?: string): RequestFigures {
    return (stream === undefined ? this.all : this.meterOf(stream)).figures();
  }

  waits(): WaitFigures {
    const now = this.now();
    return {
      rateLimitSeconds: this.rateLimit.waitedMs(now) / 1000,
      breakerSeconds: this.breaker.waitedMs(now) / 1000,
      breakerOpenings: this.breaker.count,
    };
  }

  rateOf({ limitUse }: RequestFigures): LimitFigures {
    return { limit: this.limit, utilization: limitUse };
  }

  /** What requests wait for now. */
  get wait(): ApiWait | undefined {
    const now = this.now();
    if (this.probeAt !== undefined) return { for: 'circuit breaker', until: this.probeAt };
    const until = this.rateLimit.endsAt(now);
    if (until !== undefined) return { for: 'rate limit', until };
    const [oldest] = this.underWay;
    const forMs = oldest === undefined ? 0 : now - oldest.at;
    return forMs < SLOW_MS ? undefined : { for: 'slow response', forMs };
  }

  private add(attempt: MeasuredAttempt): void {
    const now = this.now();
    this.all.add(attempt, now, this.limitNow);
    if (attempt.stream !== undefined) this.meterOf(attempt.stream).add(attempt, now, this.limitNow);
  }

  private addToken({ result, failure }: MeasuredAttempt): void {
    this.tokenRequests += 1;
    if (result === 'ok') return;
    this.tokenFailures += 1;
    this.all.fail(`token: ${failure ?? result}`);
  }

  /** Since when the API's own limit is known for sure; undefined: it is not. */
  private since({ source, isSettled }: KnownLimit): number | undefined {
    if (source === 'config' || !isSettled) return undefined;
    return this.limitNow?.since ?? this.now();
  }

  private sent(): () => void {
    const attempt = { at: this.now() };
    this.underWay.add(attempt);
    return () => {
      this.underWay.delete(attempt);
    };
  }

  private meterOf(stream: string): RequestMeter {
    const meter = this.byStream.get(stream) ?? new RequestMeter();
    this.byStream.set(stream, meter);
    return meter;
  }
}
