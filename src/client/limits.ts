const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const KB = 1024;
const MB = 1024 * KB;

/** All time-outs, attempts and sizes of the client. */
export const LIMITS = {
  /** Of one request, the first included. Answers that only say "slower" are counted apart. */
  maxAttempts: 5,
  /** Times one request may be told to slow down before it ends. */
  maxRateLimitedAttempts: 10,
  initialBackoffMs: SECOND_MS,
  maxBackoffMs: MINUTE_MS,
  /** Of one request with all its attempts. Waiting because the server asked for it, or for the breaker, is not counted. */
  totalMs: 10 * MINUTE_MS,
  /** The longest `Retry-After` that is obeyed; a longer one is cut to this. */
  maxRetryAfterMs: 15 * MINUTE_MS,
  /** The shortest pause after an answer that limits the rate. */
  minPauseMs: SECOND_MS / 2,
  /** A failed attempt and the wait after it are logged from this on. */
  slowRetryMs: 10 * SECOND_MS,
  /** Until a connection is open, its TLS included. */
  connectTimeoutMs: MINUTE_MS / 2,
  /**
   * That one of a host's addresses has to open a connection before the next one is tried. Node gives each a quarter of a
   * second, in which a slow link opens none at all.
   */
  addressTimeoutMs: 5 * SECOND_MS,
  /** Without a byte. */
  idleTimeoutMs: MINUTE_MS,
  /** For one answer, from the request's first byte to the answer's last. */
  answerTimeoutMs: 5 * MINUTE_MS,
  /** Size of one body, as sent and as decoded. */
  maxBodyBytes: 64 * MB,
  /** Requests in a row that end in 5xx, a network failure or an unusable answer, and open the breaker. */
  breakerFailures: 5,
  /** Until an open breaker lets one probe through. */
  breakerProbeAfterMs: MINUTE_MS,
  /** A request waits this long for an open breaker, then ends. */
  maxBreakerWaitMs: 15 * MINUTE_MS,
  /** Of a token where the server states no lifetime. */
  defaultTokenLifetimeMs: 60 * MINUTE_MS,
  /** A token is renewed when less than this is left of it. */
  tokenMarginMs: 5 * MINUTE_MS,
  /** After a refused token that was fetched a moment ago, before another is asked for, half of it to one and a half. */
  tokenPauseMs: 2 * SECOND_MS,
  /** A token that is refused within this time after it was fetched was ended by something else. */
  recentTokenMs: 20 * SECOND_MS,
  /** The longest wait for the end of a token that the server refuses and hands out again. */
  maxTokenEndWaitMs: 30 * SECOND_MS,
} as const;

export type Limits = Readonly<Record<keyof typeof LIMITS, number>>;

/** How much of a server's text is looked at, and how much of it is shown. */
export const TEXT_LIMITS = {
  maxInspectedBytes: 64 * KB,
  /** Of an error's message: a recorded one lists the date ranges that may be asked for. */
  maxMessageCharacters: 300,
  /** Of an error without a message. */
  maxExcerptCharacters: 200,
  maxRequestIds: 3,
  maxRequestIdCharacters: 80,
} as const;
