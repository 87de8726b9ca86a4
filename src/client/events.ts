import type { Token } from './auth/token-request';

export interface ClientLog {
  log(
    level: 'WARN' | 'INFO' | 'DEBUG',
    sentence: string,
    facts?: Readonly<Record<string, string | number | boolean | null>>,
  ): void;
}

/** One attempt in the request log: no query, headers or body. */
export interface RequestEntry {
  readonly label: string;
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: string;
  /** Starts at 1. */
  readonly attempt: number;
  /** Absent if there was no response. */
  readonly status?: number;
  readonly durationMs: number;
  /** Of the decoded body. */
  readonly bytes: number;
  /** The decision: `succeed`, `retry` and so on. */
  readonly outcome: string;
  readonly reason: string;
}

/** Must not throw. */
export interface ClientHooks {
  /** The server limits the rate; nothing is sent before `until` (epoch milliseconds, an integer). */
  readonly onRateLimited?: (until: number) => void;
  readonly onRequest?: (entry: RequestEntry) => void;
  /** Called for each response with a valid `Date` header; both in epoch milliseconds. */
  readonly onServerTime?: (serverTime: number, receivedAt: number) => void;
  readonly onToken?: (token: Token) => void;
}
