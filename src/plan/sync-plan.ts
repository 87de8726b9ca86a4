import type { ConnectorError } from '../errors/connector-error';
import type { Log } from '../protocol/output';
import type { ReadInputs } from '../read/inputs';
import { modeOf } from '../read/read';
import type { Session } from '../read/session';
import { askAll } from './asking';
import type { PaceOptions } from './pace';
import { sum, type Range } from './range';
import type { StreamPlan } from './stream-plan';
import { StreamPlanner } from './stream-planner';

export interface SyncPlanOptions extends Pick<
  ReadInputs,
  'catalog' | 'states' | 'unknown' | 'health'
> {
  readonly session: Session;
  /** Whether to request what the state does not know. */
  readonly mayAsk: boolean;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** What the next sync does if it begins now. */
export interface SyncPlan {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly streams: readonly StreamPlan[];
  /** Whether `sync_health` is selected, which needs no requests. */
  readonly hasHealth: boolean;
  /** Selected streams that do not exist. */
  readonly unknown: ReadonlyMap<string, ConnectorError>;
  /** What the sync will report, as far as it is known. */
  readonly errors: readonly ConnectorError[];
  /** Whether the API was asked for what the state does not know. */
  readonly isAsked: boolean;
  /** Without the request for a token. */
  readonly requests: Range;
  readonly tokenRequests: number;
  readonly pace: PaceOptions;
}

/** Plans a sync. Sends requests only if it may ask. */
export async function planSync(options: SyncPlanOptions): Promise<SyncPlan> {
  const { session, mayAsk, unknown, health, log, signal } = options;
  // Before any request: the sync cannot use a token that is fetched here.
  const needsToken = session.client.needsToken();
  const planners = plannersOf(options);
  if (mayAsk) await askAll(planners, { session, log, signal });
  const streams = planners.map((planner) => planner.result());
  const requests = sum(streams.map((stream) => stream.requests));
  const usesToken = requests.min > 0 || planners.some(({ owner }) => owner !== undefined);
  return {
    now: session.clock.readStart.latestMs,
    streams,
    hasHealth: health !== undefined,
    unknown,
    errors: [...streams.flatMap(({ error }) => error ?? []), ...unknown.values()],
    isAsked: mayAsk,
    requests,
    tokenRequests: needsToken && usesToken ? 1 : 0,
    pace: { concurrency: session.concurrency, requestsPerSecond: session.requestsPerSecond },
  };
}

function plannersOf({ catalog, states, session }: SyncPlanOptions): readonly StreamPlanner[] {
  const start = session.clock.readStart;
  return catalog.streams.flatMap(({ name, syncMode, generationId }) => {
    const stream = session.streams.find((candidate) => candidate.name === name);
    const state = states.get(name);
    if (!stream || !state) return [];
    const mode = modeOf(stream, syncMode);
    return new StreamPlanner({ stream, mode, generationId, state }, start);
  });
}
