/** Lets one partition of a stream ask until it is answered, then all: if nothing is, only one has asked in vain. */
export class FirstAnswer {
  private hasCome = false;
  private isTaken = false;
  private waiting: (() => void)[] = [];

  /** Waits for its turn, which lasts until `leave`. */
  async enter(): Promise<void> {
    while (this.isTaken && !this.hasCome)
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.isTaken = true;
  }

  /** An answer has come: nothing is held back any more. */
  come(): void {
    this.hasCome = true;
    this.wake();
  }

  /** Ends the turn, also of one that goes on asking: the next one has its turn. */
  leave(): void {
    this.isTaken = false;
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
