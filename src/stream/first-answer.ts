/** Lets one partition of a stream send requests until one succeeds, then all: during an outage only one tries. */
export class FirstAnswer {
  private hasCome = false;
  private isTaken = false;
  private waiting: (() => void)[] = [];

  /** Waits for a turn, which lasts until `leave`. */
  async enter(): Promise<void> {
    while (this.isTaken && !this.hasCome)
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.isTaken = true;
  }

  /** A request succeeded: no partition waits any more. */
  come(): void {
    this.hasCome = true;
    this.wake();
  }

  /** Ends the turn, even of a partition that keeps trying, and passes it to the next one. */
  leave(): void {
    this.isTaken = false;
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
