/** Requests by which a bucket may hold more than what it was seen to hold. */
const UNSEEN = 0.25;

/** What passed before anything was refused: a bucket that was full at some time, and what flowed into it since. */
export class Opening {
  private most: number;
  private isClosed = false;

  constructor(
    /** When the last ones that passed were sent, in milliseconds, ascending. */
    private readonly times: readonly number[],
    private readonly refusedAt: number,
  ) {
    this.most = Math.max(times.length, 1) + UNSEEN;
  }

  /** How many requests at once the server lets pass at most, if it is known to let so many a second pass at least. */
  burst(perSecond: number): number {
    const { times, refusedAt } = this;
    if (this.isClosed) return this.most;
    const held = times.map(
      (at, n) => times.length - n - (perSecond * Math.max(refusedAt - at, 0)) / 1000,
    );
    this.most = Math.max(Math.min(this.most, Math.max(...held) + UNSEEN), 1);
    return this.most;
  }

  /** From now on the rate may be another one: what is known of the burst stays. */
  close(): void {
    this.isClosed = true;
  }
}
