import { abortable } from '../client/clock';
import { CLI_ERRORS } from '../errors/cli-errors';
import { ConnectorError, type ErrorKind } from '../errors/connector-error';

export interface TimeLimit {
  readonly verb: string;
  readonly ms: number;
  readonly timeoutError: ErrorKind;
}

/** The platform allows a check 60 s, including the start of the process. */
export const CHECK_TIME: TimeLimit = {
  verb: 'check',
  ms: 40_000,
  timeoutError: CLI_ERRORS['check-timeout'],
};

/** The platform ends a discovery after nine minutes without giving a reason. */
export const DISCOVER_TIME: TimeLimit = {
  verb: 'discover',
  ms: 4 * 60_000,
  timeoutError: CLI_ERRORS['discover-timeout'],
};

export interface Timed {
  readonly signal: AbortSignal;
  /** The API rejects requests until `until`, epoch milliseconds. */
  readonly onRateLimited: (until: number) => void;
}

/** For a response that arrived with the exhausted quota: it may be the last one needed. */
const GRACE_MS = 250;

/**
 * Runs `work` with a signal that aborts when its time is over, or as soon as the rate limit would delay it beyond that.
 * `address`: a sentence about the form's field that leads to the host, for the timeout's message.
 */
export async function withinTime<Result>(
  limit: TimeLimit,
  outer: AbortSignal,
  address: string,
  work: (timed: Timed) => Promise<Result>,
): Promise<Result> {
  const countdown = new Countdown(limit, address);
  const signal = AbortSignal.any([outer, countdown.signal]);
  const onRateLimited = countdown.rateLimited.bind(countdown);
  try {
    return await abortable(work({ signal, onRateLimited }), signal);
  } finally {
    countdown.end();
  }
}

class Countdown {
  private readonly stopping = new AbortController();
  private readonly deadline: number;
  private readonly timers: NodeJS.Timeout[] = [];
  private limitedUntil: number | undefined;

  constructor(
    private readonly limit: TimeLimit,
    private readonly address: string,
  ) {
    this.deadline = Date.now() + limit.ms;
    this.stopAfter(limit.ms);
  }

  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  rateLimited(until: number): void {
    this.limitedUntil = Math.max(until, this.limitedUntil ?? 0);
    if (until > this.deadline) this.stopAfter(GRACE_MS);
  }

  end(): void {
    this.timers.forEach(clearTimeout);
  }

  private stopAfter(ms: number): void {
    const timer = setTimeout(() => {
      this.stopping.abort(this.reason());
    }, ms);
    this.timers.push(timer);
  }

  private reason(): ConnectorError {
    const { limit, limitedUntil, address } = this;
    const seconds = limit.ms / 1000;
    if (limitedUntil === undefined || limitedUntil + limit.ms / 2 < Date.now()) {
      const action = `${limit.timeoutError.action} ${address}`;
      const found = `no result within ${seconds} s`;
      return new ConnectorError(limit.timeoutError, { found, action });
    }
    const until = new Date(limitedUntil).toISOString();
    const wait =
      limitedUntil > Date.now()
        ? `no request may be sent before ${until}`
        : `requests had to wait until ${until}`;
    return new ConnectorError(CLI_ERRORS['rate-limit-wait'], {
      where: limit.verb,
      found: `${wait}, and the time limit is ${seconds} s`,
    });
  }
}
