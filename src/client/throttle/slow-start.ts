/**
 * How many requests may be under way until so many were answered. All that are when a small bucket runs empty are
 * refused.
 */
const STEPS = [
  { answers: 4, maxConcurrency: 2 },
  { answers: 24, maxConcurrency: 3 },
  { answers: 48, maxConcurrency: 4 },
  { answers: 96, maxConcurrency: 8 },
] as const;

export function maxConcurrencyAfter(answers: number): number {
  return STEPS.find((step) => answers < step.answers)?.maxConcurrency ?? Infinity;
}

/** Holds requests back at the beginning, while nothing is known about the server's limit. */
export class SlowStart {
  private answers = 0;
  private underWay = 0;
  private waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    while (this.underWay >= maxConcurrencyAfter(this.answers)) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.underWay += 1;
    try {
      return await work();
    } finally {
      this.underWay -= 1;
      for (const wake of this.waiting.splice(0)) wake();
    }
  }

  answered(): void {
    this.answers += 1;
  }
}
