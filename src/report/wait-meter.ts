/** Sums up waits that may overlap: a moment counts once. Times in epoch milliseconds. */
export class WaitMeter {
  private since = 0;
  private until = 0;
  private earlierMs = 0;
  /** Waits that began while there was none. */
  count = 0;

  /** `until` may be Infinity. Extends a wait that lasts; never shortens it. */
  wait(now: number, until: number): void {
    if (now >= this.until) {
      this.earlierMs += this.until - this.since;
      this.since = now;
      this.until = now;
      this.count += 1;
    }
    this.until = Math.max(this.until, until);
  }

  end(now: number): void {
    this.until = Math.min(this.until, Math.max(now, this.since));
  }

  /** Milliseconds waited so far. */
  waitedMs(now: number): number {
    return this.earlierMs + Math.max(Math.min(now, this.until) - this.since, 0);
  }

  /** When the current wait ends; undefined if there is none. */
  endsAt(now: number): number | undefined {
    return this.until > now ? this.until : undefined;
  }
}
