import Bottleneck from 'bottleneck';
import { abortable, type Clock } from '../clock';

/** Scheduling a job costs Bottleneck milliseconds, so at higher rates one job grants several permits. */
const JOBS_PER_SECOND = 250;

/**
 * Share of the interval. Makes up for late timers, but never so fast that a server that allows one request at a time
 * would refuse the next.
 */
const LEAST_GAP = 0.9;

/** Less is no reason to begin a new queue. */
const SET_BACK_MS = 1000;

/**
 * Grants permits to send. Bottleneck's queue grants them in order, spaced by a rate that may change while requests
 * wait. None is granted during a pause; without a rate, requests don't wait for each other.
 */
export class Pacer {
  private ratePerSecond: number | undefined;
  /** In ticks of the clock, like all times here except `wallMs`. */
  private openAtMs = -Infinity;
  /** When the last request was sent. */
  private leftAtMs = -Infinity;
  /** Left of the last block granted; a pause revokes them. */
  private permits = 0;
  private jobs = this.queue();
  /** The latest time by the wall clock, by which Bottleneck plans. */
  private wallMs = -Infinity;
  private isClosed = false;

  constructor(private readonly clock: Clock) {}

  setRate(ratePerSecond: number): void {
    if (ratePerSecond === this.ratePerSecond) return;
    if (this.ratePerSecond === undefined) this.leftAtMs = this.clock.ticks();
    this.ratePerSecond = ratePerSecond;
    this.permits = 0;
    this.jobs.updateSettings({ minTime: this.intervalMs() });
  }

  /** Extends the current pause; never shortens it. */
  pauseFor(waitMs: number): void {
    this.openAtMs = Math.max(this.openAtMs, this.clock.ticks() + waitMs);
    this.permits = 0;
  }

  /** Milliseconds left of the pause; 0 if there is none. */
  get pausedForMs(): number {
    return Math.max(this.openAtMs - this.clock.ticks(), 0);
  }

  /** Resolves when no pause is in force. */
  open(signal: AbortSignal): Promise<void> {
    return this.waitOut(() => this.pausedForMs, signal);
  }

  /** No request is sent before then. */
  get nextInMs(): number {
    return Math.max(this.pausedForMs, this.dueInMs(1));
  }

  /** Resolves when a request may be sent. */
  async permit(signal: AbortSignal): Promise<void> {
    if (this.ratePerSecond === undefined) {
      await this.open(signal);
    } else if (this.permits > 0) {
      this.permits -= 1;
    } else {
      await abortable(this.granting(signal), signal);
    }
  }

  /** Resolves from within the job: Bottleneck is slow to mark a job done, which would disturb the spacing. */
  private async granting(signal: AbortSignal): Promise<void> {
    this.renewIfSetBack();
    const { jobs } = this;
    try {
      await new Promise<void>((resolve, reject) => {
        jobs.schedule(() => this.grant(signal).then(resolve)).catch(reject);
      });
    } catch (error) {
      if (jobs === this.jobs) throw error;
      await this.granting(signal);
    }
  }

  /** One job at a time: a queued one that hasn't started follows a changed `minTime`. */
  private queue(): Bottleneck {
    return new Bottleneck({ maxConcurrent: 1, minTime: this.intervalMs() });
  }

  /** Once the wall clock was set back, Bottleneck would wait until the time of its last job has come again. */
  private renewIfSetBack(): void {
    const wallMs = this.clock.now();
    if (wallMs < this.wallMs - SET_BACK_MS && !this.isClosed) {
      const former = this.jobs;
      this.jobs = this.queue();
      void former.stop({ dropWaitingJobs: true });
    }
    this.wallMs = wallMs;
  }

  close(): void {
    this.isClosed = true;
    this.jobs.updateSettings({ minTime: 0 });
    void this.jobs.stop({ dropWaitingJobs: false });
  }

  private block(): number {
    return Math.max(1, Math.ceil((this.ratePerSecond ?? 0) / JOBS_PER_SECOND));
  }

  private intervalMs(): number {
    return this.ratePerSecond === undefined ? 0 : (1000 * this.block()) / this.ratePerSecond;
  }

  /**
   * Waits again after Bottleneck's grant: Bottleneck counts from when it planned a job, not from when the timer fired.
   */
  private async grant(signal: AbortSignal): Promise<void> {
    this.renewIfSetBack();
    // An aborted request takes no permit from those behind it; `abortable` has rejected its caller.
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
   * A permit takes up to a few milliseconds to become bytes on a socket, and a late first request must not let the
   * second follow too closely. The request has been sent by the end of its event loop turn.
   */
  private leaves(): void {
    this.leftAtMs = this.clock.ticks();
    setImmediate(() => {
      this.leftAtMs = this.clock.ticks();
    });
  }

  /** A wait may grow while it lasts, so it is checked after each sleep. */
  private async waitOut(waitMs: () => number, signal: AbortSignal): Promise<void> {
    for (let left = waitMs(); left > 0; left = waitMs()) {
      await this.clock.sleep(Math.ceil(left), signal);
    }
  }

  /** Until this many intervals have passed since the last request was sent. */
  private dueInMs(intervals: number): number {
    return this.leftAtMs + intervals * this.intervalMs() - this.clock.ticks();
  }
}
