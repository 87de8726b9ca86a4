/** The golden ratio: its multiples spread names that follow each other evenly over an interval, however many. */
const SPREAD = 0.618_033_988_749_895;

export interface Turn {
  /** When it was read last, epoch milliseconds. */
  readonly sinceMs: number;
  readonly nowMs: number;
  /** Length of a round in which each has one turn. */
  readonly everyMs: number;
}

/** Whether a turn of the partition has come since it was read. The turns of all are spread over the round. */
export function isItsTurn(partition: string, { sinceMs, nowMs, everyMs }: Turn): boolean {
  const phase = ((numberOf(partition) * SPREAD) % 1) * everyMs;
  const turn = (ms: number): number => Math.floor((ms - phase) / everyMs);
  return turn(nowMs) > turn(sinceMs);
}

/** Consecutive months have consecutive numbers, except at the end of a year or at 09 and 10. */
function numberOf(text: string): number {
  return [...text].reduce((number, character) => number * 31 + character.charCodeAt(0), 0) % 1e6;
}
