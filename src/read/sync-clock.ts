/** Times that differ by less count as equal: responses take a while, and `Date` has whole seconds. */
const MAX_DIFFERENCE_MS = 5 * 60_000;
/** Responses that contradict both this machine and each other before they are ignored. */
const MAX_DISPUTED = 3;

/** When the read began, by both clocks. Epoch milliseconds. */
export interface ReadStart {
  readonly serverMs: number;
  readonly machineMs: number;
  /** The earlier and the later of both: whichever is wrong, nothing is missed between them. */
  readonly earliestMs: number;
  readonly latestMs: number;
}

export interface ClockListener {
  /** The server's clock differs from this machine's by this many milliseconds. */
  onSkew(offsetMs: number): void;
  /** The time of one response contradicts this machine and the other responses. */
  onOddAnswer(offsetMs: number): void;
}

/**
 * The time, from this machine's clock and the `Date` of responses. One response that agrees with the machine is enough.
 * Against it two have to agree: a single one may come from a cache, or from a server with a wrong clock.
 */
export class SyncClock {
  private offset: number | undefined;
  private readonly disputedOffsets: number[] = [];
  private current: ReadStart;

  constructor(
    private readonly machineStartMs: number,
    private readonly listener: ClockListener,
  ) {
    this.current = readStartBy(machineStartMs, 0);
  }

  /** Both in epoch milliseconds. */
  observe(serverTime: number, receivedAt: number): void {
    const offset = serverTime - receivedAt;
    if (this.offset === undefined) this.weigh(offset);
    else if (!this.trusts(serverTime, receivedAt)) this.listener.onOddAnswer(offset);
  }

  /** Responses contradict this machine, and no two of them agree: another response has to decide. */
  get isUndecided(): boolean {
    return this.offset === undefined && this.disputedOffsets.length > 0;
  }

  /** Whether a response's time matches this machine's or the server's clock. */
  trusts(serverTime: number, receivedAt: number): boolean {
    const offset = serverTime - receivedAt;
    return isSame(offset, 0) || isSame(offset, this.offset ?? 0);
  }

  /** A local time by the earlier of both clocks. Epoch milliseconds. */
  earliestAt(local: number): number {
    return local + Math.min(this.offset ?? 0, 0);
  }

  /** The same object until the clocks prove to differ. */
  get readStart(): ReadStart {
    return this.current;
  }

  /** When the read began according to the first response: for callers that an error cannot hurt. */
  get provisionalStartMs(): number {
    return this.machineStartMs + (this.offset ?? this.disputedOffsets[0] ?? 0);
  }

  private weigh(offset: number): void {
    const agreeing = this.disputedOffsets.find((other) => isSame(offset, other));
    if (isSame(offset, 0)) this.decide(0);
    else if (agreeing !== undefined) this.decide(agreeing);
    else if (this.disputedOffsets.push(offset) === MAX_DISPUTED) this.decide(0);
  }

  private decide(offset: number): void {
    const { machineStartMs: startedAt, listener } = this;
    this.offset = offset;
    const odd = this.disputedOffsets.find((other) => !isSame(other, offset));
    if (odd !== undefined) listener.onOddAnswer(odd);
    if (offset === 0) return;
    this.current = readStartBy(startedAt, offset);
    listener.onSkew(offset);
  }
}

function readStartBy(machine: number, offset: number): ReadStart {
  const server = machine + offset;
  return {
    serverMs: server,
    machineMs: machine,
    earliestMs: Math.min(server, machine),
    latestMs: Math.max(server, machine),
  };
}

function isSame(offset: number, other: number): boolean {
  return Math.abs(offset - other) <= MAX_DIFFERENCE_MS;
}
