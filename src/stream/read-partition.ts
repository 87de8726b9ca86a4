import type { PartitionOptions } from './partition-options';
import { WindowReader } from './window-reader';

/** What a partition that was read whole came to. */
export interface PartitionResult {
  /** Where its cursor stands now, epoch milliseconds: the moment its reading began. */
  readonly cursor: number | undefined;
  readonly records: number;
}

/** Reads one partition whole, or throws. Records go out while they come; the result says that all of them did. */
export async function readPartition(options: PartitionOptions): Promise<PartitionResult> {
  const reader = new WindowReader(options);
  await reader.read(options.window);
  if (reader.failure) throw reader.failure;
  return { cursor: cursorOf(reader, options), records: reader.tracker.count };
}

/**
 * The moment at which the reading began; without a server that tells the time, the newest record. A window that ends at
 * the frozen "now" has nothing of what came after, however much later its turn was.
 */
function cursorOf(
  { fetcher: { startedAt, localStartedAt }, tracker: { newest } }: WindowReader,
  { scope, window }: PartitionOptions,
): number | undefined {
  if (startedAt === undefined)
    return newest === undefined ? undefined : Math.min(newest, localStartedAt);
  const { nowMs } = scope;
  return window?.endsAt(nowMs) === true ? Math.min(startedAt, nowMs) : startedAt;
}
