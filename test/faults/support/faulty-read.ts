import type { Limits } from '../../../src/client/limits';
import type { Simulator } from '../../../simulator';
import { sync } from '../../e2e/support/sync';
import { requestLines, type ConnectorRun } from '../../support/connector-run';
import { shortLimits } from '../../support/short-limits';

/** Waits short enough for many faults in a row; a `Retry-After` is cut to a tenth of a second. */
export const hastyLimits: Limits = {
  ...shortLimits,
  idleTimeoutMs: 1000,
  maxRetryAfterMs: 100,
  minPauseMs: 10,
};

/** For reads without a stall: a machine that is busy for a second must not look like one. */
export const calmLimits: Limits = { ...hastyLimits, idleTimeoutMs: hastyLimits.answerTimeoutMs };

export interface FaultyReadOptions {
  readonly streams: readonly string[];
  readonly config?: object;
  readonly limits?: Limits;
}

/** A full refresh that records every attempt. */
export function faultyRead(
  simulator: Pick<Simulator, 'config'>,
  { config = {}, limits = hastyLimits, streams }: FaultyReadOptions,
): Promise<ConnectorRun> {
  const noted = { ...config, advanced: { request_log: true } };
  return sync(simulator, { streams, mode: 'full_refresh', limits, config: noted });
}

/** Failed attempts: what was done about each, and why. */
export function setbacks(read: ConnectorRun): readonly string[] {
  return requestLines(read)
    .filter((line) => line['navan.outcome'] !== 'succeed')
    .map((line) => `${String(line['navan.outcome'])}: ${String(line['navan.reason'])}`);
}
