import type { ConfiguredStream } from '../stream/configured-stream';
import { partitionsOf, type Partition } from '../stream/partition';
import { withoutRefused } from '../stream/without-refused';
import type { Session } from './session';

/** A check that waited longer would time out without giving the reason. */
const MAX_WAIT_MS = 15_000;

interface OneRecordOptions {
  /** The newest if absent. */
  readonly partition?: Partition;
  /** The stream whose request it is in logs and figures; this one if absent. */
  readonly onBehalfOf?: string;
}

/** Requests the smallest page of one partition, to learn whether the stream can be read. */
export async function readOneRecord(
  stream: ConfiguredStream,
  session: Session,
  signal: AbortSignal,
  { partition, onBehalfOf = stream.name }: OneRecordOptions = {},
): Promise<void> {
  const startMs = session.clock.provisionalStartMs;
  const newest = partitionsOf(stream.model, stream.scope(startMs)).at(-1);
  const scope = stream.scope(startMs, partition ?? newest, startMs);
  const { smallestPage } = stream.paging(scope);
  const plan = stream.plan(scope);
  await withoutRefused(stream.withoutRefusable(scope), (instead) => {
    const own = [...smallestPage, ...instead];
    const request = stream.requests(scope).page(plan, own, 'check', ({ count }) => count);
    return session.client.send({ ...request, stream: onBehalfOf, maxWaitMs: MAX_WAIT_MS }, signal);
  });
}
