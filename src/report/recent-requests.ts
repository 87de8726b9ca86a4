const SLICE_MS = 5000;
const SLICES_PER_MINUTE = 12;
/** Five minutes. */
const SLICES = 60;
/** Requests in five minutes below which a share of errors says nothing. */
const ENOUGH = 20;

export interface WorstMinutes {
  /** Errors per request, of up to five minutes in a row. */
  readonly errorRate: number;
  readonly requests: number;
  /** Their end, epoch milliseconds. */
  readonly at: number;
}

/** Finds the busiest minute and the worst five minutes. Counts in slices of 5 s, so memory stays the same. */
export class RecentRequests {
  private readonly requests = new Uint32Array(SLICES);
  private readonly errors = new Uint32Array(SLICES);
  private slice = -Infinity;
  private inMinute = 0;
  private inFiveMinutes = 0;
  private errorsInFiveMinutes = 0;
  /** Requests in the busiest minute. */
  busiestMinute = 0;
  /** Undefined if no five minutes had at least 20 requests. */
  worst: WorstMinutes | undefined;

  /** `now` in epoch milliseconds; a clock that goes back adds to the latest slice. */
  add(now: number, isError: boolean): void {
    this.advanceTo(Math.floor(now / SLICE_MS));
    const index = this.slice % SLICES;
    this.requests[index] = (this.requests[index] ?? 0) + 1;
    this.inMinute += 1;
    this.inFiveMinutes += 1;
    if (isError) {
      this.errors[index] = (this.errors[index] ?? 0) + 1;
      this.errorsInFiveMinutes += 1;
    }
    this.compare(now);
  }

  private compare(at: number): void {
    const requests = this.inFiveMinutes;
    this.busiestMinute = Math.max(this.busiestMinute, this.inMinute);
    const errorRate = this.errorsInFiveMinutes / requests;
    if (requests >= ENOUGH && errorRate > (this.worst?.errorRate ?? -1))
      this.worst = { errorRate, requests, at };
  }

  private advanceTo(slice: number): void {
    if (slice <= this.slice) return;
    const first = Math.max(this.slice + 1, slice - SLICES + 1);
    for (let passed = first; passed <= slice; passed++) {
      this.requests[passed % SLICES] = 0;
      this.errors[passed % SLICES] = 0;
    }
    this.slice = slice;
    this.inMinute = this.last(this.requests, SLICES_PER_MINUTE);
    this.inFiveMinutes = this.last(this.requests, SLICES);
    this.errorsInFiveMinutes = this.last(this.errors, SLICES);
  }

  private last(counts: Uint32Array, slices: number): number {
    let sum = 0;
    for (let back = 0; back < slices; back++)
      sum += counts[(this.slice - back + SLICES) % SLICES] ?? 0;
    return sum;
  }
}
