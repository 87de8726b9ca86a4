/** Lets a number of tasks run at a time, the others in the order they came. */
export class ConcurrencyGate {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  /** `maxConcurrency` may grow: it is asked whenever a task comes or ends. */
  constructor(private readonly maxConcurrency: () => number) {}

  async run<T>(task: () => Promise<T>): Promise<T> {
    const turn = new Promise<void>((resolve) => this.waiting.push(resolve));
    this.admit();
    await turn;
    try {
      return await task();
    } finally {
      this.running--;
      this.admit();
    }
  }

  private admit(): void {
    while (this.waiting.length > 0 && this.running < this.maxConcurrency()) {
      this.running++;
      this.waiting.shift()?.();
    }
  }
}
