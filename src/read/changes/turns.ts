/** The golden ratio: its multiples spread names that follow each other evenly over an interval, however many. */
const SPREAD = 0.618_033_988_749_895;

/**
 * Turns of a round: partitions share them, since a sync that reads any of them whole asks the filter for all changes of
 * the round.
 */
const SLOTS = 14;

/** Of a slot. Schedules start syncs at full hours, where a turn must not begin: the two clocks may differ by a second. */
const OFF_THE_HOUR = 0.31;

export interface Turn {
  /** When it was read last, epoch milliseconds. */
  readonly sinceMs: number;
  readonly nowMs: number;
  /** Length of a round in which each has one turn. */
  readonly everyMs: number;
}

/** Whether a turn of the partition has come since it was read. The turns of all are spread over the round. */
export function isItsTurn(partition: string, { sinceMs, nowMs, everyMs }: Turn): boolean {
  const slot = Math.floor(((numberOf(partition) * SPREAD) % 1) * SLOTS);
  const phase = ((slot + OFF_THE_HOUR) / SLOTS) * everyMs;
  const turn = (ms: number): number => Math.floor((ms - phase) / everyMs);
  return turn(nowMs) > turn(sinceMs);
}

/** Consecutive months have consecutive numbers, except at the end of a year and of a decade of months. */
function numberOf(text: string): number {
  return Buffer.from(text).reduce((number, byte) => (number * 31 + byte) % 1e9, 0);
}
