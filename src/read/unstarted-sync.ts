import { isJsonObject, type JsonValue } from '../config/json';
import { ConnectorError } from '../errors/connector-error';
import { parseState } from '../protocol/input-state';
import type { Output } from '../protocol/output';
import { ApiMeter } from '../report/api-meter';
import { SYNC_HEALTH } from '../report/health/columns';
import { healthRows } from '../report/health/rows';
import { newTraceId } from '../report/request-line';
import { SyncMeter } from '../report/sync-meter';
import type { AboutTheRun } from './read';
import { SyncHealth } from './sync-health';

export interface UnstartedSync {
  /** As they were given, valid or not. */
  readonly catalog: unknown;
  readonly state: unknown;
  readonly about: Omit<AboutTheRun, 'syncId'>;
  readonly output: Output;
}

/** Writes the record of a sync that cannot begin, for its config, catalog or state, if the catalog selects that stream. */
export async function reportUnstarted(
  error: unknown,
  { catalog, state, about, output }: UnstartedSync,
): Promise<void> {
  const names = streamsIn(catalog);
  if (!(error instanceof ConnectorError) || !names.includes(SYNC_HEALTH)) return;
  const meter = new SyncMeter(new ApiMeter(), output);
  meter.ended();
  const identity = {
    ...about,
    traceId: newTraceId(),
    syncId: undefined,
    company: undefined,
    tokenExpiresAt: undefined,
    earliestAt: (epochMs: number) => epochMs,
  };
  const { failureType, kind } = error;
  const end = {
    complete: [],
    incomplete: names,
    error: { failureType, code: kind.code },
    alerts: [],
  };
  const health = new SyncHealth(healthState(state), output);
  health.start();
  await health.end(healthRows(meter.figures(), identity, end));
}

function streamsIn(catalog: unknown): readonly string[] {
  const streams = isJsonObject(catalog) ? catalog['streams'] : undefined;
  return (Array.isArray(streams) ? (streams as readonly JsonValue[]) : []).flatMap((entry) => {
    const stream = isJsonObject(entry) ? entry['stream'] : undefined;
    const name = isJsonObject(stream) ? stream['name'] : undefined;
    return typeof name === 'string' ? name : [];
  });
}

function healthState(state: unknown) {
  try {
    return parseState(state, [SYNC_HEALTH]).state.streams.get(SYNC_HEALTH) ?? {};
  } catch {
    return {};
  }
}
