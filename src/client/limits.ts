const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How long the client waits for what. Milliseconds and bytes. */
export interface Patience {
  /** Tries of one request, the first included. Answers that only say "slower" are counted apart. */
  readonly tries: number;
  /** Times one request may be told to slow down before it ends. */
  readonly rateLimitedTries: number;
  readonly backoffFirst: number;
  readonly backoffMost: number;
  /** Of one request with all its tries. Waiting because the server asked for it, or for the breaker, is not counted. */
  readonly inAll: number;
  /** The longest `Retry-After` that is obeyed; a longer one is cut to this. */
  readonly retryAfterMost: number;
  /** The shortest pause after an answer that limits the rate. */
  readonly pauseLeast: number;
  /** Until a connection is open, its TLS included. */
  readonly connect: number;
  /** Without a byte. */
  readonly idle: number;
  /** For one answer, from the request's first byte to the answer's last. */
  readonly answer: number;
  /** Size of one body, as sent and as decoded. */
  readonly bodyBytes: number;
  /** Requests in a row that end in 5xx, a network failure or an unusable answer, and open the breaker. */
  readonly breakerFailures: number;
  /** Until an open breaker lets one probe through. */
  readonly breakerProbe: number;
  /** A request waits this long for an open breaker, then ends. */
  readonly breakerWait: number;
  /** A token is renewed when less than this is left of it. */
  readonly tokenMargin: number;
  /** After a refused token that was fetched a moment ago, before another is asked for, half of it to one and a half. */
  readonly tokenPause: number;
  /** The longest wait for the end of a token that the server refuses and hands out again. */
  readonly tokenEndMost: number;
}

/** The limits of patience, all of them. */
export const PATIENCE: Patience = {
  tries: 5,
  rateLimitedTries: 10,
  backoffFirst: SECOND,
  backoffMost: MINUTE,
  inAll: 10 * MINUTE,
  retryAfterMost: 15 * MINUTE,
  pauseLeast: SECOND / 2,
  connect: MINUTE / 2,
  idle: MINUTE,
  answer: 5 * MINUTE,
  bodyBytes: 64 * 1024 * 1024,
  breakerFailures: 5,
  breakerProbe: MINUTE,
  breakerWait: 15 * MINUTE,
  tokenMargin: 5 * MINUTE,
  tokenPause: 2 * SECOND,
  tokenEndMost: 30 * SECOND,
};
