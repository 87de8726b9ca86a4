import type { ConfiguredStream } from '../stream/configured-stream';

const DAY_MS = 86_400_000;
/** How far ahead the API's floor is followed. */
const HORIZON_MS = 400 * DAY_MS;

/** What the API no longer returns of a stream's changes. Epoch milliseconds. */
export interface History {
  /** Nothing modified before this can be read any more. */
  readonly floor: number;
  /** Changes that the state does not cover and the API no longer returns. */
  readonly lost: { readonly from: number; readonly to: number } | undefined;
  /** If no sync runs before `at`, changes from `from` on are lost. */
  readonly next: { readonly at: number; readonly from: number } | undefined;
}

/** Undefined if the API returns changes of any age. `readAt`: the stream's oldest cursor. */
export function historyOf(
  stream: ConfiguredStream,
  readAt: number | undefined,
  nowMs: number,
): History | undefined {
  const floor = stream.floor(nowMs);
  if (floor === undefined) return undefined;
  const covered = readAt === undefined ? undefined : Math.max(readAt, stream.start);
  const isLost = covered !== undefined && covered < floor;
  const from = Math.max(covered ?? stream.start, floor);
  const at = passes(stream, from, nowMs);
  return {
    floor,
    lost: isLost ? { from: covered, to: floor } : undefined,
    next: at === undefined ? undefined : { at, from },
  };
}

/** The first second at which the floor lies after `instant`. The floor never moves back. */
function passes(stream: ConfiguredStream, instant: number, nowMs: number): number | undefined {
  const isPast = (at: number): boolean => (stream.floor(at) ?? -Infinity) > instant;
  let [before, after] = [Math.floor(nowMs / 1000), Math.floor((nowMs + HORIZON_MS) / 1000)];
  if (!isPast(after * 1000)) return undefined;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (isPast(middle * 1000)) after = middle;
    else before = middle;
  }
  return after * 1000;
}
