import { abortable } from '../client/clock';
import { CLI_ERRORS } from '../errors/cli-errors';
import { ConnectorError, type ErrorKind } from '../errors/connector-error';

/** How long a verb may take, and what is said of one that takes longer. */
export interface TimeLimit {
  readonly verb: string;
  readonly ms: number;
  readonly late: ErrorKind;
}

/** The platform gives a check 60 s, start of the process included. */
export const CHECK_TIME: TimeLimit = {
  verb: 'check',
  ms: 40_000,
  late: CLI_ERRORS['check-timeout'],
};

/** After nine minutes the platform ends a discovery, without saying why. */
export const DISCOVER_TIME: TimeLimit = {
  verb: 'discover',
  ms: 4 * 60_000,
  late: CLI_ERRORS['discover-timeout'],
};

/** What timed work is given. */
export interface Timed {
  readonly signal: AbortSignal;
  /** The API lets nothing pass before `until`, epoch milliseconds. */
  readonly onRateLimited: (until: number) => void;
}

/** For an answer that came together with the news of a used-up quota: it may have been the last one needed. */
const GRACE_MS = 250;

/**
 * Runs `work` with a signal that is aborted when its time is over, or as soon as it would have to wait for the rate limit
 * beyond that. `address` says where the field of the form leads to whose host did not answer in time.
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
      const action = `${limit.late.action} ${address}`;
      return new ConnectorError(limit.late, { found: `no result within ${seconds} s`, action });
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
