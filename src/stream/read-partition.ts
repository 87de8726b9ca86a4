import type { PartitionOptions } from './partition-options';
import { WindowReader } from './window-reader';

export interface PartitionResult {
  /** When its reading began, epoch milliseconds. */
  readonly cursor: number | undefined;
  readonly records: number;
}

/** Reads one partition in full, or throws. Sends records as they arrive; the result confirms that all were sent. */
export async function readPartition(options: PartitionOptions): Promise<PartitionResult> {
  const reader = new WindowReader(options);
  await reader.read(options.window);
  if (reader.failure) throw reader.failure;
  return { cursor: cursorOf(reader, options), records: reader.tracker.count };
}

/**
 * When the reading began; without a server time, the newest record's time. A window that ends at the frozen "now" has
 * nothing from later, however late its turn was.
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
