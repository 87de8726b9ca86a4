import { PATIENCE, type Patience } from '../../src/client/limits';

/** The product's limits with waits that a test can afford. */
export const shortPatience: Patience = {
  ...PATIENCE,
  backoffFirst: 1,
  backoffMost: 5,
  idle: 2000,
  answer: 10_000,
  breakerProbe: 50,
  breakerWait: 1000,
  tokenPause: 50,
  tokenEndMost: 3000,
};
