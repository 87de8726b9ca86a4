import type { Patience } from '../../../src/client/limits';
import type { Simulator } from '../../../simulator';
import { sync } from '../../e2e/support/sync';
import type { ConnectorRun } from '../../support/connector-run';
import { shortPatience } from '../../support/short-patience';

/** Waits that many faults in a row can afford; what is asked for by `Retry-After` is cut to a tenth of a second. */
export const hastyPatience: Patience = {
  ...shortPatience,
  idle: 1000,
  retryAfterMost: 100,
  pauseLeast: 10,
};

/** Where nothing stalls: a machine that is busy for a second is not to look like one. */
export const calmPatience: Patience = { ...hastyPatience, idle: hastyPatience.answer };

export interface FaultyReadOptions {
  readonly streams: readonly string[];
  readonly config?: object;
  readonly patience?: Patience;
}

/** One full refresh, with every attempt noted. */
export function faultyRead(
  simulator: Pick<Simulator, 'config'>,
  { config = {}, patience = hastyPatience, streams }: FaultyReadOptions,
): Promise<ConnectorRun> {
  const noted = { ...config, advanced: { request_log: true } };
  return sync(simulator, { streams, mode: 'full_refresh', patience, config: noted });
}

/** Attempts that did not succeed: what was done about each, and why. */
export function setbacks(read: ConnectorRun): readonly string[] {
  return read.lines
    .filter(({ sentence, facts }) => sentence === 'Request.' && facts['outcome'] !== 'succeed')
    .map(({ facts }) => `${String(facts['outcome'])}: ${String(facts['reason'])}`);
}
