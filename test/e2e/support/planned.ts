import type { Simulator } from '../../../simulator';
import { jsonFile, run, type RunOptions } from '../../support/connector';
import type { ConnectorRun, States } from '../../support/connector-run';

/** A line of `plan --json` about a stream. */
export interface PlannedStream {
  readonly stream: string;
  readonly upcoming_trips: {
    readonly request_count_min: number;
    readonly request_count_max: number | null;
  };
  readonly request_count_min: number;
  readonly request_count_max: number | null;
  readonly due_part_count: number;
  readonly part_count: number;
  readonly gap_from: string | null;
  readonly gap_to: string | null;
  readonly next_gap_at: string | null;
  readonly oldest_complete_read_at: string | null;
  readonly staleness_seconds: number | null;
  readonly not_offered: boolean;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly parts: readonly PlannedPart[];
}

interface PlannedPart {
  readonly part: string;
  readonly due: boolean;
  readonly reason: string | null;
  readonly record_count: number | null;
  readonly record_count_source: string | null;
  readonly request_count_min: number;
  readonly request_count_max: number | null;
}

/** The last line, about the sync. */
export interface PlannedSync extends Pick<
  PlannedStream,
  'request_count_min' | 'request_count_max'
> {
  readonly stream: null;
  readonly token_request_count: number;
}

export interface PlanOptions extends RunOptions {
  readonly catalog: object;
  readonly state?: States | undefined;
  readonly config?: object | undefined;
}

/** Runs `plan` with these files and options. */
export function plan(
  simulator: Pick<Simulator, 'config'>,
  { catalog, state = new Map(), config, ...options }: PlanOptions,
  ...more: readonly string[]
): Promise<ConnectorRun> {
  const states = [...state].map(([name, stream_state]) => ({
    type: 'STREAM',
    stream: { stream_descriptor: { name }, stream_state },
  }));
  const files = {
    config: jsonFile('plan-config', simulator.config(config)),
    catalog: jsonFile('plan-catalog', catalog),
    state: jsonFile('plan-state', states),
  };
  const given = Object.entries(files).flatMap(([name, path]) => [`--${name}`, path]);
  return run(['plan', ...given, ...more], options);
}

export interface Planned {
  readonly run: ConnectorRun;
  readonly streams: ReadonlyMap<string, PlannedStream>;
  readonly sync: PlannedSync;
}

/** What `plan --json` prints. */
export async function planned(
  simulator: Pick<Simulator, 'config'>,
  options: PlanOptions,
  ...more: readonly string[]
): Promise<Planned> {
  const result = await plan(simulator, options, '--json', ...more);
  if (result.stdout === '') throw new Error(result.stderr);
  const lines = result.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as PlannedStream | PlannedSync);
  const streams = lines.filter((line): line is PlannedStream => line.stream !== null);
  return {
    run: result,
    streams: new Map(streams.map((line) => [line.stream, line])),
    sync: lines.at(-1) as PlannedSync,
  };
}
