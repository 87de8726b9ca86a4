const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const KB = 1024;
const MB = 1024 * KB;

/** The client's timeouts, attempts and sizes. The manifest may replace those in `ClientLimits` (src/manifest/model.ts). */
export const LIMITS = {
  /** Per request, including the first attempt. Rate-limited attempts count separately. */
  maxAttempts: 5,
  /** Per request. */
  maxRateLimitedAttempts: 10,
  initialBackoffMs: SECOND_MS,
  maxBackoffMs: MINUTE_MS,
  /** Per request, over all attempts. Excludes waits that the server or the breaker imposes. */
  totalMs: 10 * MINUTE_MS,
  /** A longer `Retry-After` is cut to this. */
  maxRetryAfterMs: 15 * MINUTE_MS,
  /** Minimum pause after a rate-limited response. */
  minPauseMs: SECOND_MS / 2,
  /** To open a connection, including TLS. */
  connectTimeoutMs: MINUTE_MS / 2,
  /**
   * Per address of a host before the next is tried. Node's default of 250 ms is too short to connect over a slow link.
   */
  addressTimeoutMs: 5 * SECOND_MS,
  /** Between two bytes. */
  idleTimeoutMs: MINUTE_MS,
  /** Per response, from the request's first byte to the response's last. */
  answerTimeoutMs: 5 * MINUTE_MS,
  /** Per body, both compressed and decompressed. */
  maxBodyBytes: 64 * MB,
  /** Requests in a row that end in 5xx, a network failure or an unusable body before the breaker opens. */
  breakerFailures: 5,
  /** At least, before a refusal is confirmed: a route that is being reloaded is back by then. */
  confirmationPauseMs: 3 * SECOND_MS,
  /** Before an open breaker lets a probe through. */
  breakerProbeAfterMs: MINUTE_MS,
  /** How long a request waits for an open breaker before it fails. */
  maxBreakerWaitMs: 15 * MINUTE_MS,
  /** Between two checkpoints of a stream at most: the platform ends a source that sends neither records nor states. */
  checkpointEveryMs: 15 * MINUTE_MS,
  /** For a token without `expires_in`. */
  defaultTokenLifetimeMs: 60 * MINUTE_MS,
  /** Some servers say "for ever" as the largest number they know. */
  maxTokenLifetimeMs: 365 * 24 * 60 * MINUTE_MS,
  /** A token is renewed when it has less than this left. */
  tokenMarginMs: 5 * MINUTE_MS,
  /** Before another token is fetched after one was refused soon after its fetch. Jittered by ±50%. */
  tokenPauseMs: 2 * SECOND_MS,
  /** A token refused within this time of its fetch did not expire: something else invalidated it. */
  recentTokenMs: 20 * SECOND_MS,
  /** Longest wait for a token to expire that the server refuses and keeps returning. */
  maxTokenEndWaitMs: 30 * SECOND_MS,
} as const;

export type Limits = Readonly<Record<keyof typeof LIMITS, number>>;

/** How much of a server's text is read, and how much is shown. */
export const TEXT_LIMITS = {
  maxInspectedBytes: 64 * KB,
  /** For an error with a message: a recorded one lists the date ranges that the API accepts. */
  maxMessageCharacters: 300,
  /** For an error without a message. */
  maxExcerptCharacters: 200,
  maxRequestIds: 3,
  maxRequestIdCharacters: 80,
} as const;
