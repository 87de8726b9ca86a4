import { createConnector } from '../../../src/cli/create-connector';
import { CLI_ERRORS } from '../../../src/errors/cli-errors';
import { ConnectorError } from '../../../src/errors/connector-error';
import type { JsonObject } from '../../../src/config/json';
import { parseConfig } from '../../../src/config/parse-config';
import type { Catalog, SyncMode } from '../../../src/protocol/catalog';
import type { Simulator } from '../../../simulator';
import { RecordedOutput } from './recorded-output';
import { shortLimits } from './short-limits';

type Json = Record<string, unknown>;
export type States = ReadonlyMap<string, JsonObject>;

export interface SyncOptions {
  readonly streams?: readonly string[];
  readonly mode?: SyncMode;
  readonly state?: States;
  readonly config?: Json;
  readonly manifestFile?: string;
  /** The platform's number of a refresh. */
  readonly generationId?: number;
  /** Ends the sync right after so many checkpoints, as a stop signal would. */
  readonly stopAfterStates?: number;
}

/** What one sync came to. */
export class SyncResult {
  constructor(
    readonly output: RecordedOutput,
    readonly failedStreams: readonly string[],
  ) {}

  /** Records as they left, by stream. */
  records(stream = 'bookings'): readonly string[] {
    return this.output.records.get(stream) ?? [];
  }

  ids(stream = 'bookings', key = 'uuid'): readonly string[] {
    return this.records(stream).map((text) => String((JSON.parse(text) as Json)[key]));
  }

  /** The last checkpoint of each stream: what the platform would hand to the next sync. */
  get states(): States {
    const last = [...this.output.states].map(([name, states]) => [name, states.at(-1)] as const);
    return new Map(last as [string, JsonObject][]);
  }

  /** One partition's cursor in the last checkpoint. */
  cursor(partition: string, stream = 'bookings'): string | undefined {
    const entries = (this.states.get(stream)?.['states'] ?? []) as {
      partition: Json;
      cursor: Json;
    }[];
    const entry = entries.find(({ partition: each }) => Object.values(each).includes(partition));
    return entry && String(Object.values(entry.cursor)[0]);
  }

  warnings(part: string): readonly { readonly sentence: string; readonly facts: unknown }[] {
    return this.output.lines.filter(
      ({ level, sentence }) => level === 'WARN' && sentence.includes(part),
    );
  }
}

/** Passports and HR data included, so that records can be compared with what the API has; months always due. */
export const EVERYTHING = {
  bookings_recheck_hours: 0,
  personal_data: { include_passports: true, include_traveler_hr: true },
};

export async function sync(simulator: Simulator, options: SyncOptions = {}): Promise<SyncResult> {
  const connector = connectorFor(options.manifestFile);
  const config = configOf(simulator, options.config);
  const output = new RecordedOutput();
  const stopping = new AbortController();
  let left = options.stopAfterStates ?? Infinity;
  output.onState = () => {
    if (--left <= 0)
      stopping.abort(new ConnectorError(CLI_ERRORS.interrupted, { found: 'SIGTERM' }));
  };
  const names = options.streams ?? ['bookings'];
  const catalog = {
    streams: names.map((name) => ({
      name,
      syncMode: options.mode ?? 'incremental',
      ...(options.generationId === undefined ? {} : { generationId: options.generationId }),
    })),
  };
  const state = { streams: options.state ?? new Map<string, JsonObject>() };
  const { failedStreams } = await connector.read(config, catalog, state, output, stopping.signal);
  return new SyncResult(output, failedStreams);
}

type CheckResult = { status: 'SUCCEEDED' } | { status: 'FAILED'; message: string };

export async function check(
  simulator: Simulator,
  config: Json = {},
): Promise<CheckResult & { output: RecordedOutput }> {
  const output = new RecordedOutput();
  const { signal } = new AbortController();
  try {
    await connectorFor().check(configOf(simulator, config), output, signal);
    return { status: 'SUCCEEDED', output };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { status: 'FAILED', message: error.message, output };
  }
}

export async function discover(
  simulator: Simulator,
  options: Pick<SyncOptions, 'config' | 'manifestFile'> = {},
): Promise<Catalog & { output: RecordedOutput }> {
  const output = new RecordedOutput();
  const config = configOf(simulator, options.config);
  const catalog = await connectorFor(options.manifestFile).discover(
    config,
    output,
    new AbortController().signal,
  );
  return { ...catalog, output };
}

function connectorFor(manifestFile?: string): ReturnType<typeof createConnector> {
  const context = { addSecret: () => undefined, allowedHosts: [] };
  return createConnector(context, {
    limits: shortLimits,
    ...(manifestFile ? { manifestFile } : {}),
  });
}

function configOf(simulator: Simulator, overrides: Json = {}): ReturnType<typeof parseConfig> {
  const config = simulator.config({ ...EVERYTHING, ...overrides });
  return parseConfig(config, connectorFor().spec, Date.now() + 20 * 365 * 86_400_000);
}
