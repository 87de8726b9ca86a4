import type { Patience } from '../../../src/client/limits';
import type { Connector } from '../../../src/cli/connector';
import { createConnector } from '../../../src/cli/create-connector';
import { parseConfig } from '../../../src/config/parse-config';
import type { Simulator } from '../../../simulator';
import { RecordedOutput } from '../../e2e/support/recorded-output';
import { shortPatience } from '../../e2e/support/short-patience';

/** Waits that many faults in a row can afford; what is asked for by `Retry-After` is cut to a tenth of a second. */
export const hastyPatience: Patience = {
  ...shortPatience,
  idle: 1000,
  retryAfterMost: 100,
  pauseLeast: 10,
};

/** Where nothing stalls: a machine that is busy for a second is not to look like one. */
export const calmPatience: Patience = { ...hastyPatience, idle: hastyPatience.answer };

export interface FaultyRead {
  readonly output: RecordedOutput;
  readonly failedStreams: readonly string[];
  /** Attempts that did not succeed: what was done about each, and why. */
  readonly setbacks: readonly string[];
}

export interface FaultyReadOptions {
  readonly streams: readonly string[];
  readonly config?: object;
  readonly patience?: Patience;
}

const context = { addSecret: () => undefined, allowedHosts: [] };
/** A manifest is compiled once for each; everything of a read is its own. */
const connectors = new Map<Patience, Connector>();

function connectorWith(patience: Patience): Connector {
  const connector = connectors.get(patience) ?? createConnector(context, { patience });
  connectors.set(patience, connector);
  return connector;
}

/** One full refresh, with every attempt noted. */
export async function faultyRead(
  simulator: Pick<Simulator, 'config'>,
  { streams, config = {}, patience = hastyPatience }: FaultyReadOptions,
): Promise<FaultyRead> {
  const connector = connectorWith(patience);
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
