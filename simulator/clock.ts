/** The simulator's time: the real one, a fixed one, or one that runs from a given instant. */
export class Clock {
  private fixed: number | undefined;
  private offset = 0;

  constructor(now?: string) {
    if (now !== undefined) this.set(now);
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.fixed ?? Date.now() + this.offset;
  }

  /** Stops at `now`, or runs on from it. Without `now`: the real time. */
  set(now?: string, running = false): void {
    const instant = now === undefined ? undefined : Date.parse(now);
    if (instant !== undefined && Number.isNaN(instant))
      throw new TypeError(`not a time: ${now ?? ''}`);
    this.fixed = running ? undefined : instant;
    this.offset = running && instant !== undefined ? instant - Date.now() : 0;
  }
}
