import type { Limits } from '../../../src/client/limits';
import type { Simulator } from '../../../simulator';
import { sync } from '../../e2e/support/sync';
import type { ConnectorRun } from '../../support/connector-run';
import { shortLimits } from '../../support/short-limits';

/** Waits that many faults in a row can afford; what is asked for by `Retry-After` is cut to a tenth of a second. */
export const hastyLimits: Limits = {
  ...shortLimits,
  idleTimeoutMs: 1000,
  maxRetryAfterMs: 100,
  minPauseMs: 10,
};

/** Where nothing stalls: a machine that is busy for a second is not to look like one. */
export const calmLimits: Limits = { ...hastyLimits, idleTimeoutMs: hastyLimits.answerTimeoutMs };

export interface FaultyReadOptions {
  readonly streams: readonly string[];
  readonly config?: object;
  readonly limits?: Limits;
}

/** One full refresh, with every attempt noted. */
export function faultyRead(
  simulator: Pick<Simulator, 'config'>,
  { config = {}, limits = hastyLimits, streams }: FaultyReadOptions,
): Promise<ConnectorRun> {
  const noted = { ...config, advanced: { request_log: true } };
  return sync(simulator, { streams, mode: 'full_refresh', limits, config: noted });
}

/** Attempts that did not succeed: what was done about each, and why. */
export function setbacks(read: ConnectorRun): readonly string[] {
  return read.lines
    .filter(({ sentence, facts }) => sentence === 'Request.' && facts['outcome'] !== 'succeed')
    .map(({ facts }) => `${String(facts['outcome'])}: ${String(facts['reason'])}`);
}
