import { RateSearch } from '../../../../../src/client/throttle/rate-search';
import { maxConcurrencyAfter } from '../../../../../src/client/throttle/slow-start';
import type { Limiter } from './limiters';
import { seeded } from './random';

/** A client that sends as fast as a search allows, and the network between it and the server. Milliseconds. */
export interface PacedClient {
  readonly limiter: Limiter;
  readonly seed: number;
  readonly runs: number;
  readonly atATime: number;
  readonly latency: number;
  /** Random latencies around this one: most are shorter, some many times longer. */
  readonly isUneven?: boolean;
  /** A timer is late by up to this much. */
  readonly late: number;
  /** How long no request is sent after a refusal. */
  readonly pause: number;
}

export interface Crossing {
  readonly at: number;
  readonly passed: boolean;
}

interface UnderWay extends Crossing {
  readonly answeredAt: number;
}

/** More requests than any limit here allows in any run: stops a search that has no rate. */
const MOST_CROSSINGS = 100_000;

/** What the server saw, in order of arrival. Time is simulated, so no test waits. */
export function crossings(client: PacedClient): Crossing[] {
  const traffic = new Traffic(client);
  while (traffic.now < client.runs) {
    traffic.step();
    if (traffic.seen.length > MOST_CROSSINGS) throw new Error('The client keeps to no limit');
    if (!Number.isFinite(traffic.now)) throw new Error('The client would never send again');
  }
  return traffic.seen;
}

class Traffic {
  now = 0;
  readonly seen: Crossing[] = [];
  private readonly search = new RateSearch();
  private readonly random: () => number;
  private underWay: readonly UnderWay[] = [];
  private openAt = 0;
  private isPaused = false;
  private resumedAt = 0;
  private planned = 0;
  private late = 0;

  constructor(private readonly client: PacedClient) {
    this.random = seeded(client.seed);
  }

  /** The next response arrives or the next request is sent. */
  step(): void {
    const [answered] = this.underWay.toSorted((one, other) => one.answeredAt - other.answeredAt);
    const answers = this.seen.length - this.underWay.length;
    const isFull =
      this.underWay.length >= Math.min(this.client.atATime, maxConcurrencyAfter(answers));
    const leavesAt = isFull ? Infinity : Math.max(this.openAt, this.dueAt(), this.now);
    if (answered !== undefined && answered.answeredAt <= leavesAt) this.answer(answered);
    else this.leave(leavesAt);
  }

  private answer(request: UnderWay): void {
    this.now = request.answeredAt;
    this.underWay = this.underWay.filter((other) => other !== request);
    if (request.passed) {
      this.search.passed(request.at);
    } else if (this.isPaused || request.at >= this.resumedAt) {
      this.search.refused(request.at);
      this.openAt = this.isPaused ? this.openAt : this.now + this.client.pause;
      this.isPaused = true;
    }
  }

  private leave(at: number): void {
    this.now = at;
    if (this.isPaused) {
      this.isPaused = false;
      this.resumedAt = at;
      this.search.resumed(at);
      return;
    }
    const { limiter, late } = this.client;
    const passed = limiter(at);
    this.seen.push({ at, passed });
    this.underWay = [...this.underWay, { at, passed, answeredAt: at + this.latency() }];
    this.planned = Math.max(at - this.late, this.planned);
    this.late = late * this.random();
  }

  private latency(): number {
    const { latency, isUneven } = this.client;
    return isUneven === true ? -latency * Math.log(1 - this.random()) : latency + this.random();
  }

  private dueAt(): number {
    const { ratePerSecond } = this.search;
    if (ratePerSecond === undefined) return 0;
    return Math.ceil(this.planned + 1000 / ratePerSecond) + this.late;
  }
}
