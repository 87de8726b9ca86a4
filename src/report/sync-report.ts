import type { RequestEntry } from '../client/events';
import type { LogFacts } from '../log/log-line';

/** Counts a sync's cost and the API's health, for one log line at its end. */
export class SyncReport {
  private requests = 0;
  private repeated = 0;
  private rateLimited = 0;
  private bytes = 0;
  private slowestMs = 0;
  private readonly failures = new Map<string, number>();

  constructor(private readonly startedAt: number) {}

  note({ attempt, status, bytes, durationMs, outcome, reason }: RequestEntry): void {
    this.requests++;
    if (attempt > 1) this.repeated++;
    if (status === 429) this.rateLimited++;
    this.bytes += bytes;
    this.slowestMs = Math.max(this.slowestMs, durationMs);
    if (outcome === 'succeed') return;
    // If the status explains the outcome, the rule that classified it adds nothing.
    const why = status === undefined || status < 300 ? reason : `HTTP ${status}`;
    this.failures.set(why, (this.failures.get(why) ?? 0) + 1);
  }

  /** `complete`, `incomplete`: names of streams. */
  facts(now: number, complete: readonly string[], incomplete: readonly string[]): LogFacts {
    const failures = [...this.failures].map(([reason, count]) => `${reason}: ${String(count)}`);
    return {
      complete: listed(complete),
      incomplete: listed(incomplete),
      seconds: Math.round((now - this.startedAt) / 100) / 10,
      requests: this.requests,
      repeated: this.repeated,
      rateLimited: this.rateLimited,
      megabytes: Math.round(this.bytes / 1e4) / 100,
      slowestMs: Math.round(this.slowestMs),
      failedRequests: listed(failures),
    };
  }
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
