import type { JsonObject } from '../config/json';
import type { ConnectorError } from '../errors/connector-error';
import { logLine, type LogLine } from '../log/log-line';
import { READ_LINES } from '../log/read-lines';
import type { StreamModel } from '../manifest/model';
import type { ConfiguredCatalog } from '../protocol/catalog';
import { parseConfiguredCatalog } from '../protocol/configured-catalog';
import { parseState, type InputState } from '../protocol/input-state';
import type { Log } from '../protocol/output';
import { HEALTH_STREAM, SYNC_HEALTH } from '../report/health/columns';
import { StreamState, type StateProblem } from '../state/stream-state';
import { catalogStream } from './discover';

/** What the platform passes to a read, checked. */
export interface ReadInputs {
  /** Without `sync_health`. */
  readonly catalog: ConfiguredCatalog;
  /** Selected streams that do not exist. */
  readonly unknown: ReadonlyMap<string, ConnectorError>;
  /** By stream of the catalog. */
  readonly states: ReadonlyMap<string, StreamState>;
  /** The state of `sync_health`, if that stream is selected. */
  readonly health: JsonObject | undefined;
  /** Airbyte's id of the sync. */
  readonly syncId: number | undefined;
}

/** Logs the oddities of both files. */
export function readInputs(
  models: readonly StreamModel[],
  files: { readonly catalog: unknown; readonly state: unknown },
  log: Log,
): ReadInputs {
  const byName = new Map(models.map((model) => [model.name, catalogStream(model)]));
  const declared = [...byName.values(), HEALTH_STREAM];
  const { catalog, unknown, notices } = parseConfiguredCatalog(files.catalog, declared);
  const names = declared.map(({ name }) => name);
  const { state, notices: stateNotices } = parseState(files.state, names);
  for (const notice of [...notices, ...stateNotices]) log.log('WARN', notice);
  const streams = catalog.streams.filter(({ name }) => name !== SYNC_HEALTH);
  const isHealthSelected = streams.length < catalog.streams.length;
  return {
    catalog: { ...catalog, streams },
    unknown,
    states: statesOf(models, streams, state, log),
    health: isHealthSelected ? (state.streams.get(SYNC_HEALTH) ?? {}) : undefined,
    syncId: catalog.streams.find(({ syncId }) => syncId !== undefined)?.syncId,
  };
}

function statesOf(
  models: readonly StreamModel[],
  selected: ConfiguredCatalog['streams'],
  input: InputState,
  log: Log,
): ReadonlyMap<string, StreamState> {
  const states = new Map<string, StreamState>();
  for (const { name } of selected) {
    const model = models.find((candidate) => candidate.name === name);
    if (!model) continue;
    const state = new StreamState(input.streams.get(name), {
      ...(model.partitions ? { partitionField: model.partitions.field } : {}),
      ...(model.cursor
        ? { cursorField: model.cursor.field, cursorFormat: model.cursor.format }
        : {}),
    });
    for (const oddity of state.problems) logLine(log, STATE_PROBLEMS[oddity], { stream: name });
    states.set(name, state);
  }
  return states;
}

const STATE_PROBLEMS: Readonly<Record<StateProblem, LogLine>> = {
  'no cursors': READ_LINES.unrecognisedState,
  'unreadable cursor': READ_LINES.unreadableCursor,
  'newer version': READ_LINES.newerState,
};
