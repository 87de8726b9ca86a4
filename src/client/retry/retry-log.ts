import { CLIENT_LINES } from '../../log/client-lines';
import { logLine } from '../../log/log-line';
import type { ClientLog } from '../events';
import { withoutQuery, type HttpRequest } from '../http';

export interface Retry {
  readonly failure: string;
  /** Starts at 1. */
  readonly attempt: number;
  readonly tookMs: number;
  readonly waitMs: number;
}

/** Kinds of retries that are counted separately; further ones share a count. */
const MOST_KINDS = 100;

/** Logs the 1st, 10th, 100th … retry of each address and failure: thousands of retries lead to a few lines. */
export class RetryLog {
  private readonly counts = new Map<string, number>();

  constructor(private readonly log: ClientLog) {}

  note({ label, url }: HttpRequest, { failure, attempt, tookMs, waitMs }: Retry): void {
    const times = this.count(`${withoutQuery(url)} ${failure}`);
    if (!Number.isInteger(Math.log10(times))) return;
    logLine(this.log, CLIENT_LINES.retry, {
      request: label,
      failure,
      attempt,
      tookSeconds: Math.round(tookMs / 1000),
      waitSeconds: Math.round(waitMs / 1000),
      times,
    });
  }

  private count(kind: string): number {
    const { counts } = this;
    const key = counts.has(kind) || counts.size < MOST_KINDS ? kind : 'others';
    const times = (counts.get(key) ?? 0) + 1;
    counts.set(key, times);
    return times;
  }
}
