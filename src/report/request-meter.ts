import type { MeasuredAttempt } from '../client/events';
import { Histogram } from './histogram';
import type { RequestFigures } from './figures';
import { LimitUse } from './limit-use';
import { RecentRequests } from './recent-requests';

/** Reasons that are counted separately; texts of failures may hold what varies. */
const MOST_REASONS = 30;
const OTHERS = 'other failures';

export interface LimitNow {
  readonly perSecond: number;
  /** Epoch milliseconds; undefined if it is the user's, or still looked for. */
  readonly since: number | undefined;
}

/** Counts attempts at the API, without token requests. Its size does not depend on their number. */
export class RequestMeter {
  private count = 0;
  private resends = 0;
  private rateLimited = 0;
  private errors = 0;
  private bytes = 0;
  private readonly byStatus = new Map<string, number>();
  private readonly failures = new Map<string, number>();
  private readonly durations = new Histogram();
  private readonly recent = new RecentRequests();
  private readonly limitUse = new LimitUse();
  private refusedUnderLimit = 0;

  /** `now`: when the attempt ended, epoch milliseconds. */
  add(attempt: MeasuredAttempt, now: number, limit?: LimitNow): void {
    const { isResend, status, durationMs, wireBytes, result, failure } = attempt;
    this.count += 1;
    if (isResend) this.resends += 1;
    if (result === 'rateLimited') this.rateLimited += 1;
    if (result === 'error') this.errors += 1;
    if (result === 'rateLimited' && (limit?.since ?? Infinity) < now - durationMs)
      this.refusedUnderLimit += 1;
    this.limitUse.add(now, limit?.perSecond);
    this.bytes += wireBytes;
    increase(this.byStatus, String(status ?? 'none'));
    this.durations.add(durationMs);
    this.recent.add(now, result === 'error');
    if (failure !== undefined) this.fail(failure);
  }

  /** Also of a token request. */
  fail(failure: string): void {
    const { failures } = this;
    increase(failures, failures.has(failure) || failures.size < MOST_REASONS ? failure : OTHERS);
  }

  figures(): RequestFigures {
    const { count, resends, rateLimited, refusedUnderLimit, errors, bytes, durations, recent } =
      this;
    return {
      count,
      resends,
      rateLimited,
      refusedUnderLimit,
      errors,
      errorRate: count === 0 ? undefined : errors / count,
      worstFiveMinutes: recent.worst,
      limitUse: this.limitUse.most,
      bytes,
      byStatus: Object.fromEntries(this.byStatus),
      failures: Object.fromEntries(this.failures),
      durationSeconds: count === 0 ? undefined : secondsOf(durations),
    };
  }
}

function secondsOf(durations: Histogram): NonNullable<RequestFigures['durationSeconds']> {
  const percentile = (share: number): number => durations.percentileMs(share) / 1000;
  return {
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
    max: durations.maxMs / 1000,
  };
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
