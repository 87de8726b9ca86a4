import type { Token } from './auth/token-request';

/** The part of the connector's log that the client needs. */
export interface ClientLog {
  log(
    level: 'WARN' | 'INFO' | 'DEBUG',
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
