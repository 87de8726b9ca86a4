import type { Token } from './auth/token-request';
import type { HttpRequest, RequestPlace } from './http';

export interface ClientLog {
  log(
    level: 'WARN' | 'INFO' | 'DEBUG',
    sentence: string,
    facts?: Readonly<Record<string, string | number | boolean | null>>,
  ): void;
}

/** One attempt, for measurements. */
export interface MeasuredAttempt {
  /** Absent for requests of the whole connection. */
  readonly stream?: string;
  readonly isTokenRequest: boolean;
  /** Whether it repeats an earlier attempt, after a failure or with a renewed token. */
  readonly isResend: boolean;
  /** Absent if there was no response. */
  readonly status?: number;
  /** Without any waiting of ours. */
  readonly durationMs: number;
  /** Of the body as received; 0 without a complete response. */
  readonly wireBytes: number;
  /**
   * `error`: a network failure, an unusable response, a 5xx, or a 4xx, also one that the caller handles. A 401 that leads
   * to a new token and a rate-limited attempt are no errors.
   */
  readonly result: 'ok' | 'rateLimited' | 'error';
  /** `HTTP 500`, or what is wrong; absent after a success. */
  readonly failure?: string;
}

/** One attempt, for the request log. No query, request headers or body. */
export interface AttemptEntry extends MeasuredAttempt {
  readonly label: string;
  readonly method: HttpRequest['method'];
  readonly url: string;
  readonly place?: RequestPlace;
  /** Starts at 1. */
  readonly attempt: number;
  /** How often the request was sent before, after failures and with other tokens. */
  readonly resends: number;
  /** When it was sent, epoch milliseconds. */
  readonly sentAt: number;
  /** Spent waiting for the rate limit, the breaker, a slot or a retry before it was sent. */
  readonly waitMs: number;
  /** Of the decoded body. */
  readonly bytes: number;
  /** The decision: `succeed`, `retry` and so on. */
  readonly outcome: string;
  readonly reason: string;
  /** What went wrong, from a fixed list: a status, a fault of the network, an unusable body; absent after a success. */
  readonly errorType?: string;
  /** Header names and values by which the server's operator finds the request; secrets masked. */
  readonly requestIds: readonly (readonly [name: string, value: string])[];
}

/** The limit that requests keep below. `found`: from the API's refusals; `config`: the user's. */
export interface KnownLimit {
  readonly perSecond: number;
  readonly source: 'header' | 'found' | 'config';
  /** False while the limit is looked for: then refusals are part of the search. */
  readonly isSettled: boolean;
}

/** Must not throw. */
export interface ClientHooks {
  /** The server limits the rate; nothing is sent before `until` (epoch milliseconds, an integer). */
  readonly onRateLimited?: (until: number) => void;
  readonly onAttempt?: (attempt: AttemptEntry) => void;
  /** An attempt leaves. Returns what to call when it ends in any way. */
  readonly onSent?: () => () => void;
  /** The known limit has changed; undefined: none is known. */
  readonly onLimit?: (limit: KnownLimit | undefined) => void;
  /** The breaker holds requests back until the next probe (epoch milliseconds); undefined: no longer. */
  readonly onBreaker?: (probeAt: number | undefined) => void;
  /** Called for each response with a valid `Date` header; both in epoch milliseconds. */
  readonly onServerTime?: (serverTime: number, receivedAt: number) => void;
  readonly onToken?: (token: Token) => void;
}
