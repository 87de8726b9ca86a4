import { isTrue } from '../../manifest/expressions/value';
import { toNumber } from '../../manifest/expressions/vocabulary';
import type { SyncMode } from '../../protocol/catalog';
import { isUsed, type ChangesKnowledge, type UsedFilter } from '../../state/changes-knowledge';
import type { StreamState } from '../../state/stream-state';
import type { ConfiguredStream } from '../../stream/configured-stream';

const HOUR_MS = 3_600_000;
/** A refusal may end with another version of the API. A lie is one for ever. */
const ASK_AGAIN_AFTER_MS = 30 * 24 * HOUR_MS;

export interface FilterOptions {
  readonly stream: ConfiguredStream;
  readonly mode: SyncMode;
  readonly state: Pick<StreamState, 'changes'>;
}

/** Whether the filter may be asked at all. Who has every partition read at every sync has no use for it. */
export function mayFilter({ stream, mode }: Omit<FilterOptions, 'state'>, nowMs: number): boolean {
  const { changes } = stream.model.extension;
  if (!changes || mode !== 'incremental' || recheckMs(stream, nowMs) === 0) return false;
  return isTrue(changes.isAllowed.evaluate(stream.scope(nowMs)));
}

/** Whether the API has to be asked what it makes of the filter. */
export function mayAsk(known: ChangesKnowledge | undefined, nowMs: number): boolean {
  if (known === undefined) return true;
  return !isUsed(known) && known.answer !== 'lied' && nowMs - known.at >= ASK_AGAIN_AFTER_MS;
}

/**
 * The filter if a sync that begins now only needs to ask it for what changed; partitions are then read whole in turn.
 * After a pause that is longer than their turns, or if the start date has moved back, they are read as if there was no
 * filter. `createdSince`: the start of the first partition, epoch milliseconds.
 */
export function trustedFilter(
  options: FilterOptions,
  nowMs: number,
  createdSince: number,
): UsedFilter | undefined {
  const { changes: known } = options.state;
  if (known?.answer !== 'proven' || !mayFilter(options, nowMs)) return undefined;
  const isRecent = known.until <= nowMs && nowMs - known.until < rereadMs(options.stream, nowMs);
  return isRecent && known.createdSince <= createdSince ? known : undefined;
}

/** How old an older partition's cursor may become before it is read whole again, without a filter. */
export function recheckMs(stream: ConfiguredStream, nowMs: number): number {
  const { recheck } = stream.model.extension;
  return recheck ? toNumber(recheck.hours.evaluate(stream.scope(nowMs))) * HOUR_MS : 0;
}

/** The same for every partition, with a filter that is proven. */
export function rereadMs(stream: ConfiguredStream, nowMs: number): number {
  const least = stream.model.extension.changes?.rereadMs ?? 0;
  return Math.max(least, recheckMs(stream, nowMs));
}
