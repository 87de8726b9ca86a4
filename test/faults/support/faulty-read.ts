import type { Limits } from '../../../src/client/limits';
import type { Connector } from '../../../src/cli/connector';
import { createConnector } from '../../../src/cli/create-connector';
import { parseConfig } from '../../../src/config/parse-config';
import type { Simulator } from '../../../simulator';
import { RecordedOutput } from '../../e2e/support/recorded-output';
import { shortLimits } from '../../e2e/support/short-limits';

/** Waits that many faults in a row can afford; what is asked for by `Retry-After` is cut to a tenth of a second. */
export const hastyLimits: Limits = {
  ...shortLimits,
  idleTimeoutMs: 1000,
  maxRetryAfterMs: 100,
  minPauseMs: 10,
};

/** Where nothing stalls: a machine that is busy for a second is not to look like one. */
export const calmLimits: Limits = { ...hastyLimits, idleTimeoutMs: hastyLimits.answerTimeoutMs };

export interface FaultyRead {
  readonly output: RecordedOutput;
  readonly failedStreams: readonly string[];
  /** Attempts that did not succeed: what was done about each, and why. */
  readonly setbacks: readonly string[];
}

export interface FaultyReadOptions {
  readonly streams: readonly string[];
  readonly config?: object;
  readonly limits?: Limits;
}

const context = { addSecret: () => undefined, allowedHosts: [] };
/** A manifest is compiled once for each; everything of a read is its own. */
const connectors = new Map<Limits, Connector>();

function connectorWith(limits: Limits): Connector {
  const connector = connectors.get(limits) ?? createConnector(context, { limits });
  connectors.set(limits, connector);
  return connector;
}

/** One full refresh, with every attempt noted. */
export async function faultyRead(
  simulator: Pick<Simulator, 'config'>,
  { streams, config = {}, limits = hastyLimits }: FaultyReadOptions,
): Promise<FaultyRead> {
  const connector = connectorWith(limits);
  const raw = simulator.config({
    personal_data: { include_passports: true, include_traveler_hr: true },
    ...config,
    advanced: { request_log: true },
  });
  const catalog = { streams: streams.map((name) => ({ name, syncMode: 'full_refresh' as const })) };
  const output = new RecordedOutput();
  const { failedStreams } = await connector.read(
    parseConfig(raw, connector.spec, Date.now()),
    catalog,
    { streams: new Map() },
    output,
    new AbortController().signal,
  );
  const setbacks = output.lines
    .filter(({ sentence, facts }) => sentence === 'Request.' && facts['outcome'] !== 'succeed')
    .map(({ facts }) => `${String(facts['outcome'])}: ${String(facts['reason'])}`);
  return { output, failedStreams, setbacks };
}
