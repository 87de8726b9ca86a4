import { LIMITS, type Limits } from '../../src/client/limits';

/** The product's limits with waits short enough for a test. */
export const shortLimits: Limits = {
  ...LIMITS,
  initialBackoffMs: 1,
  maxBackoffMs: 5,
  idleTimeoutMs: 2000,
  answerTimeoutMs: 10_000,
  confirmationPauseMs: 20,
  breakerProbeAfterMs: 50,
  maxBreakerWaitMs: 1000,
  tokenPauseMs: 50,
  recentTokenMs: 500,
  maxTokenEndWaitMs: 3000,
};
