import type { FailureType } from '../errors/connector-error';
import type { Clock } from './clock';
import type { Patience } from './limits';
import type { Token } from './auth/token';

/** Where and how a token is asked for. All of it comes from the manifest. */
export interface TokenEndpoint {
  readonly url: string;
  /** Sent as `application/x-www-form-urlencoded`, grant and credentials among them. */
  readonly form: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Airbyte's words for what a response means. `IGNORE`: hand the answer on as if it were empty success. */
export type RuleAction = 'SUCCESS' | 'FAIL' | 'RETRY' | 'IGNORE' | 'RATE_LIMITED';

/** One of the manifest's response filters. The first that matches decides; without a match the table does. */
export interface ResponseRule {
  readonly statuses?: ReadonlySet<number>;
  /** Looks at status, headers and the body's text (cut to 64 kB). With `statuses`, either is enough, as in Airbyte. */
  readonly predicate?: (response: RuleSubject) => boolean;
  readonly action: RuleAction;
  readonly failureType?: FailureType;
  /** Shown to the user. */
  readonly message?: string;
}

export interface RuleSubject {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export type ClientLogLevel = 'WARN' | 'INFO' | 'DEBUG';

/** The part of the connector's log that the client needs. */
export interface ClientLog {
  log(
    level: ClientLogLevel,
    sentence: string,
    facts?: Readonly<Record<string, string | number | boolean | null>>,
  ): void;
}

/** One attempt, as the request log shows it: no query, no header, no body. */
export interface RequestEntry {
  readonly label: string;
  readonly method: 'GET' | 'POST';
  /** Scheme, host and path. */
  readonly url: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Absent where no answer came. */
  readonly status?: number;
  readonly durationMs: number;
  /** Bytes of the decoded body. */
  readonly bytes: number;
  /** What the attempt came to, e.g. `succeed`, `retry`; with the reason. */
  readonly outcome: string;
  readonly reason: string;
}

/** What others may watch. None of them may throw. */
export interface ClientHooks {
  /** The server limits the rate; nothing is sent before `until` (whole epoch milliseconds). */
  readonly onRateLimited?: (until: number) => void;
  readonly onRequest?: (entry: RequestEntry) => void;
  /** Each answer with a usable `Date` header; both in epoch milliseconds. */
  readonly onServerTime?: (serverTime: number, receivedAt: number) => void;
  /** A token was fetched from the server. */
  readonly onToken?: (token: Token) => void;
}

export interface ClientOptions {
  readonly tokenEndpoint: TokenEndpoint;
  /** A token of an earlier sync. Used while it has more than five minutes to live. */
  readonly initialToken?: Token;
  /** Requests under way at the same time, the token's included. */
  readonly maxConcurrency: number;
  /** Requests a second, from the start. Without it the limit is found. */
  readonly requestsPerSecond?: number;
  /** Whether a host (with its port, lower case) may be spoken to. Asked before anything is sent. */
  readonly isAllowedHost: (url: URL) => boolean;
  readonly userAgent: string;
  /** Title and key of the field that the address comes from, for those who have to change it. */
  readonly addressField?: string;
  /** Client id, client secret: masked wherever a text of the server is shown. Tokens are masked anyway. */
  readonly secrets?: readonly string[];
  readonly log?: ClientLog;
  readonly hooks?: ClientHooks;
  /** Tests only. */
  readonly clock?: Clock;
  /** 0 up to 1. Tests only. */
  readonly random?: () => number;
  /** Tests only; else `PATIENCE`. */
  readonly patience?: Patience;
}
