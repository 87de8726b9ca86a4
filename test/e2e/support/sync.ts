import type { Catalog, SyncMode } from '../../../src/protocol/catalog';
import type { Simulator } from '../../../simulator';
import { jsonFile, run, type RunOptions } from '../../support/connector';
import type { ConnectorRun, States } from '../../support/connector-run';

type Json = Record<string, unknown>;

export interface SyncOptions extends RunOptions {
  readonly streams?: readonly string[];
  readonly mode?: SyncMode;
  readonly state?: States;
  readonly config?: Json;
  /** The platform's number of the refresh. */
  readonly generationId?: number;
}

/** With passports, birth dates and HR data, so that records can be compared with the API's; every month is due. */
export const EVERYTHING = {
  bookings_recheck_hours: 0,
  personal_data: {
    include_passports: true,
    include_birth_date_and_gender: true,
    include_traveler_hr: true,
  },
};

/** The platform never requests an incremental sync of a stream without one. */
const FULL_REFRESH_ONLY: ReadonlySet<string> = new Set([
  'users',
  'transaction_receipts',
  'expense_custom_fields',
  'gl_codes',
  'gl_code_settings',
  'tax_mappings',
]);

/** Reads streams, resuming from the states of an earlier sync. */
export function sync(
  simulator: Pick<Simulator, 'config'>,
  {
    streams = ['bookings'],
    mode = 'incremental',
    state,
    config,
    generationId,
    ...more
  }: SyncOptions = {},
): Promise<ConnectorRun> {
  const generation = generationId === undefined ? {} : { generation_id: generationId };
  const catalog = streams.map((name) => ({
    ...selected(name, FULL_REFRESH_ONLY.has(name) ? 'full_refresh' : mode),
    ...generation,
  }));
  return read(simulator.config({ ...EVERYTHING, ...config }), { streams: catalog }, state, more);
}

/** Reads a catalog file and a state file, both as another program wrote them. */
export function read(
  config: object,
  catalog: object,
  state: States | readonly unknown[] = [],
  options: RunOptions = {},
): Promise<ConnectorRun> {
  return run(readArguments(config, catalog, state), options);
}

/** The command line of a read, with its files. */
export function readArguments(
  config: object,
  catalog: object,
  state: States | readonly unknown[] = [],
): readonly string[] {
  const argv = ['read', '--config', unique('config', config)];
  argv.push('--catalog', unique('catalog', catalog));
  argv.push('--state', unique('state', state instanceof Map ? stateFile(state) : state));
  return argv;
}

/** A stream of a configured catalog. */
export function selected(name: string, sync_mode: SyncMode = 'full_refresh'): object {
  return { stream: { name }, sync_mode };
}

/** The states as the platform stores them. */
function stateFile(states: States): readonly object[] {
  return [...states].map(([name, stream_state]) => ({
    type: 'STREAM',
    stream: { stream_descriptor: { name }, stream_state },
  }));
}

export async function check(
  simulator: Pick<Simulator, 'config'>,
  config: Json = {},
  options: RunOptions = {},
): Promise<{ status: string; message?: string; run: ConnectorRun }> {
  const path = unique('config', simulator.config({ ...EVERYTHING, ...config }));
  const checked = await run(['check', '--config', path], options);
  const [result] = checked.messages.flatMap(({ connectionStatus }) => connectionStatus ?? []);
  return { status: 'none', ...result, run: checked };
}

export async function discover(
  simulator: Pick<Simulator, 'config'>,
  { config, ...options }: RunOptions & { readonly config?: Json } = {},
): Promise<Catalog & { run: ConnectorRun }> {
  const path = unique('config', simulator.config({ ...EVERYTHING, ...config }));
  const discovered = await run(['discover', '--config', path], options);
  const [catalog] = discovered.messages.flatMap((message) => message.catalog ?? []);
  return { streams: [], ...catalog, run: discovered };
}

let files = 0;

/** Syncs of one test, in parallel. */
function unique(name: string, content: unknown): string {
  files += 1;
  return jsonFile(`${name}-${files}`, content);
}
