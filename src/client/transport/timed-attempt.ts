import type { Waiting } from './receive';

/** Ends an attempt that is too slow, not counting time in which it waits for room, or whose caller gives up. */
export class TimedAttempt implements Waiting {
  isTooSlow = false;
  isWaiting = false;
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly mostMs: number,
    private readonly caller: AbortSignal,
  ) {
    caller.addEventListener('abort', this.abort);
    this.onGo();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  readonly onWait = (): void => {
    this.isWaiting = true;
    clearTimeout(this.timer);
  };

  readonly onGo = (): void => {
    this.isWaiting = false;
    this.timer = setTimeout(() => {
      this.isTooSlow = true;
      this.abort();
    }, this.mostMs);
  };

  end(): void {
    clearTimeout(this.timer);
    this.caller.removeEventListener('abort', this.abort);
  }

  private readonly abort = (): void => {
    this.controller.abort();
  };
}
