import Bottleneck from 'bottleneck';
import { abortable } from '../clock';
import type { Clock } from '../clock';

/** Scheduling costs Bottleneck milliseconds, so at a higher rate one job grants several permits. */
const JOBS_PER_SECOND = 250;

/**
 * Of the interval: what a timer was late by is caught up with, but never by a request so close behind another that a
 * server which takes one at a time would refuse it.
 */
const LEAST_GAP = 0.9;

/**
 * Hands out permits to send through Bottleneck, whose queue grants them in order and spaces them by a rate that may
 * change while requests wait. None leaves during a pause; without a rate, none has to wait for another.
 */
export class Pacer {
  private ratePerSecond: number | undefined;
  /** In ticks of the clock, as all times here. (Bottleneck plans by the wall clock.) */
  private openAtMs = -Infinity;
  /** When the last one left. */
  private leftAtMs = -Infinity;
  /** Of the block that was granted last; a pause takes them back. */
  private permits = 0;
  /** One at a time: a job that is queued, but not yet under way, follows a changed `minTime`. */
  private readonly jobs = new Bottleneck({ maxConcurrent: 1 });

  constructor(private readonly clock: Clock) {}

  setRate(ratePerSecond: number): void {
    if (ratePerSecond === this.ratePerSecond) return;
    if (this.ratePerSecond === undefined) this.leftAtMs = this.clock.ticks();
    this.ratePerSecond = ratePerSecond;
    this.permits = 0;
    this.jobs.updateSettings({ minTime: this.intervalMs() });
  }

  /** From now on, unless it is paused for longer. */
  pauseFor(waitMs: number): void {
    this.openAtMs = Math.max(this.openAtMs, this.clock.ticks() + waitMs);
    this.permits = 0;
  }

  /** Until sending goes on; 0 if it is not paused. */
  get pausedForMs(): number {
    return Math.max(this.openAtMs - this.clock.ticks(), 0);
  }

  /** Resolves when there is no pause, or no longer. */
  open(signal: AbortSignal): Promise<void> {
    return this.waitOut(() => this.pausedForMs, signal);
  }

  /** Before then no request leaves. */
  get nextInMs(): number {
    return Math.max(this.pausedForMs, this.dueInMs(1));
  }

  /** Resolves when a request may leave. */
  async permit(signal: AbortSignal): Promise<void> {
    if (this.ratePerSecond === undefined) {
      await this.open(signal);
    } else if (this.permits > 0) {
      this.permits -= 1;
    } else {
      await abortable(this.granting(signal), signal);
    }
  }

  /** Resolves from within the job: Bottleneck takes its time until it calls a job done, and the spacing would suffer. */
  private granting(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.jobs.schedule(() => this.grant(signal).then(resolve)).catch(reject);
    });
  }

  close(): void {
    this.jobs.updateSettings({ minTime: 0 });
    void this.jobs.stop({ dropWaitingJobs: false });
  }

  private block(): number {
    return Math.max(1, Math.ceil((this.ratePerSecond ?? 0) / JOBS_PER_SECOND));
  }

  private intervalMs(): number {
    return this.ratePerSecond === undefined ? 0 : (1000 * this.block()) / this.ratePerSecond;
  }

  /** The gate after the grant: Bottleneck counts from when it planned a job, not from when the timer let it run. */
  private async grant(signal: AbortSignal): Promise<void> {
    // One that gave up takes nothing away from those behind it; `abortable` has told its caller.
    if (signal.aborted) return;
    try {
      await this.waitOut(() => Math.max(this.pausedForMs, this.dueInMs(LEAST_GAP)), signal);
    } catch {
      return;
    }
    this.leaves();
    this.permits = this.block() - 1;
  }

  /**
   * Until a permit has become bytes on a socket takes up to some milliseconds of this process, and two requests must
   * not come closer because the first was late. When its turn of the event loop is over, it has left.
   */
  private leaves(): void {
    this.leftAtMs = this.clock.ticks();
    setImmediate(() => {
      this.leftAtMs = this.clock.ticks();
    });
  }

  /** A wait may grow while it lasts, so it is looked at again after each sleep. */
  private async waitOut(waitMs: () => number, signal: AbortSignal): Promise<void> {
    for (let left = waitMs(); left > 0; left = waitMs()) {
      await this.clock.sleep(Math.ceil(left), signal);
    }
  }

  /** Until so many intervals have passed since the last one left. */
  private dueInMs(intervals: number): number {
    return this.leftAtMs + intervals * this.intervalMs() - this.clock.ticks();
  }
}
