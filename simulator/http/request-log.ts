/** One request and its response, without secrets or tokens. */
export interface LoggedRequest {
  /** The simulator's time when it arrived, ISO 8601. */
  readonly at: string;
  /** Real milliseconds since the simulator started. */
  readonly ms: number;
  readonly method: string;
  readonly path: string;
  /** Query parameters; repeated ones joined by commas. Of a token request, its form without the secret. */
  readonly params: Readonly<Record<string, string>>;
  /** `accept-encoding`, `content-type`, `user-agent`, `x-ta-region`, if present. */
  readonly headers: Readonly<Record<string, string>>;
  /** `t1` is the first token issued. Null: none, or an unknown one. */
  readonly tokenId: string | null;
  /** The requests in progress when it arrived, including itself. */
  readonly inFlight: number;
  /** The response's, before a fault changed it. */
  status: number;
  /** The body's bytes as sent. */
  bytes: number;
  /** The kind of the fault applied. */
  fault: string | null;
}

export interface Stats {
  readonly requests: number;
  readonly bytes: number;
  readonly maxInFlight: number;
  /** `{"/v1/bookings": {"200": 31, "429": 2}}` */
  readonly byPath: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const MOST = 200_000;

/** The last 200,000 requests, and counts of all since the last reset. */
export class RequestLog {
  private entries: LoggedRequest[] = [];
  private requests = 0;
  private bytes = 0;
  private maxInFlight = 0;
  private byPath: Record<string, Record<string, number>> = {};

  begin(entry: LoggedRequest): void {
    if (this.entries.length >= MOST) this.entries.splice(0, MOST / 2);
    this.entries.push(entry);
    this.requests += 1;
    this.maxInFlight = Math.max(this.maxInFlight, entry.inFlight);
  }

  answered(entry: LoggedRequest): void {
    const counts = (this.byPath[entry.path] ??= {});
    counts[entry.status] = (counts[entry.status] ?? 0) + 1;
    this.bytes += entry.bytes;
  }

  all(): readonly LoggedRequest[] {
    return this.entries;
  }

  stats(): Stats {
    const { requests, bytes, maxInFlight } = this;
    return { requests, bytes, maxInFlight, byPath: structuredClone(this.byPath) };
  }

  reset(): void {
    this.entries = [];
    this.requests = this.bytes = this.maxInFlight = 0;
    this.byPath = {};
  }
}
