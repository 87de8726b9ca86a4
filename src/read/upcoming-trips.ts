import { ConnectorError } from '../errors/connector-error';
import { logLine } from '../log/log-line';
import { READ_LINES } from '../log/read-lines';
import type { SyncMode } from '../protocol/catalog';
import type { Log } from '../protocol/output';
import type { StreamState } from '../state/stream-state';
import type { ConfiguredStream } from '../stream/configured-stream';
import { instantOf } from '../stream/record-fields';
import type { ScannedPage } from '../stream/records/scanned-page';
import type { Window } from '../stream/window';
import type { PartitionPlan } from './partition-plan';
import { readAside, type SideAccess } from './side-reading';

const DAY_MS = 86_400_000;
const ASK_AGAIN_AFTER_MS = 7 * DAY_MS;

export interface UpcomingTripsOptions extends SideAccess {
  readonly stream: ConfiguredStream;
  readonly mode: SyncMode;
  readonly state: StreamState;
  readonly output: Log;
}

/** A partition that is not due. */
interface Waiting {
  readonly part: string;
  readonly window: Window;
  /** The oldest change to send, epoch milliseconds. */
  readonly changedSince: number;
}

/** The partitions whose upcoming trips a read asks for: those that it does not read. */
export function waitingFor(
  { stream, mode, state }: Pick<UpcomingTripsOptions, 'stream' | 'mode' | 'state'>,
  plan: PartitionPlan,
): readonly Waiting[] {
  const { earliestMs, latestMs } = plan.start;
  const { upcoming: known } = state;
  if (!stream.model.extension.upcoming || mode !== 'incremental' || plan.filter) return [];
  if (known && 'failedAt' in known && earliestMs - known.failedAt < ASK_AGAIN_AFTER_MS) return [];
  const lookbackMs = stream.model.cursor?.lookbackMs ?? 0;
  const until = known && 'until' in known ? Math.min(known.until, earliestMs) - lookbackMs : 0;
  return plan.partitions.flatMap((planned) => {
    const { window } = plan.target(planned, latestMs);
    if (plan.due.includes(planned) || !window) return [];
    const part = planned.partition.value;
    return { part, window, changedSince: Math.max(planned.changedSince ?? 0, until) };
  });
}

/**
 * Reads what changed of trips that are under way or ahead, but were booked in a partition that waits for its recheck.
 * Its cursor stays, so that whatever the API's filter for travel hides arrives with the recheck.
 */
export async function readUpcomingTrips(
  plan: PartitionPlan,
  options: UpcomingTripsOptions,
): Promise<void> {
  const { state, start, stream, output, signal } = options;
  const waiting = waitingFor(options, plan);
  if (waiting.length === 0) return;
  try {
    state.upcoming = await readWaiting(waiting, options);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ConnectorError || error instanceof FilterIgnored)) throw error;
    state.upcoming = { failedAt: start.earliestMs };
    const failure = error instanceof ConnectorError ? error.summary : error.message;
    const facts = { stream: stream.name, failure };
    logLine(output, READ_LINES.upcomingNotRead, facts);
  }
}

async function readWaiting(
  waiting: readonly Waiting[],
  options: UpcomingTripsOptions,
): Promise<StreamState['upcoming']> {
  const { start, sink } = options;
  const stream = options.stream.byTravel(start.latestMs);
  const { fields } = stream;
  const startsFrom = start.latestMs - (stream.model.extension.upcoming?.underWayMs ?? 0);
  const take = (page: ScannedPage, index: number): Promise<void> | undefined => {
    const starts = instantOf(page, index, fields.starts);
    // Two time zones lie up to a day apart. Without the filter, whole pages may have no first day of travel.
    if (starts === undefined || starts < startsFrom - 2 * DAY_MS) throw new FilterIgnored();
    const created = instantOf(page, index, fields.window);
    const changed = instantOf(page, index, fields.cursor);
    if (created === undefined || changed === undefined) return undefined;
    const isWaiting = ({ window, changedSince }: Waiting): boolean =>
      changed >= changedSince && window.beginMs <= created && created <= window.endMs;
    return waiting.some(isWaiting) ? sink(page, index) : undefined;
  };
  const windows = waiting.map(({ window }) => window);
  const from = Math.min(...windows.map(({ beginMs }) => beginMs));
  const to = Math.max(...windows.map(({ endMs }) => endMs));
  const window = stream.windowBetween(from, to);
  const reading = { stream, window, name: 'the filter for travel', take, isSent: true };
  const { cursor, records } = await readAside(reading, options);
  return { until: Math.min(cursor ?? 0, start.latestMs), rows: records };
}

class FilterIgnored extends Error {
  override readonly name = 'FilterIgnored';

  constructor() {
    super('the API returned a trip that began before, or that has no first day');
  }
}
