/** Limits how many tasks run at once; the rest wait in FIFO order. */
export class ConcurrencyGate {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  /** `maxConcurrency` may grow: it is called whenever a task is added or ends. */
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
