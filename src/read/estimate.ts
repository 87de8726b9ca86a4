/** Estimates a stream's records: stated or counted now, else counted earlier, else the mean of known partitions. */
export class Estimate {
  private readonly stated = new Map<string, number>();

  constructor(
    private readonly partitions: readonly string[],
    private readonly earlier: (partition: string) => number | undefined,
  ) {}

  learn(partition: string, records: number): void {
    this.stated.set(partition, records);
  }

  get records(): number {
    const counts = this.partitions.map((name) => this.stated.get(name) ?? this.earlier(name));
    const told = counts.filter((count) => count !== undefined);
    const sum = told.reduce((total, count) => total + count, 0);
    if (told.length === 0) return 0;
    return sum + Math.round((sum / told.length) * (counts.length - told.length));
  }
}
