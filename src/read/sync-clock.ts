/** Two times that differ by no more than this are of one clock: answers take a while, and `Date` has whole seconds. */
const MAX_DIFFERENCE_MS = 5 * 60_000;
/** So many answers that contradict this machine, and each other, are not believed. */
const MAX_DISPUTED = 3;

/** One moment, that at which the read began, by both clocks. Epoch milliseconds. */
export interface ReadStart {
  readonly serverMs: number;
  readonly machineMs: number;
  /**
   * The earlier and the later of both: whichever is wrong, nothing is left out between them.
   */
  readonly earliestMs: number;
  readonly latestMs: number;
}

export interface ClockListener {
  /** The server's clock differs from this machine's, by so many milliseconds. */
  onSkew(offsetMs: number): void;
  /** The time of one answer contradicts this machine and the other answers. */
  onOddAnswer(offsetMs: number): void;
}

/**
 * What time it is, from this machine's clock and the `Date` of answers. One answer that agrees with the machine settles
 * it. Against the machine two answers have to agree: one alone may come from a cache, or from a server whose clock is wrong.
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

  /** Answers contradict this machine, and no two of them agree: another one has to tell. */
  get isUndecided(): boolean {
    return this.offset === undefined && this.disputedOffsets.length > 0;
  }

  /** Whether the time that an answer gives is this machine's or the server's, and not an odd one. */
  trusts(serverTime: number, receivedAt: number): boolean {
    const offset = serverTime - receivedAt;
    return isSame(offset, 0) || isSame(offset, this.offset ?? 0);
  }

  /** A moment of this machine's clock by the earlier of both. Epoch milliseconds. */
  earliestAt(local: number): number {
    return local + Math.min(this.offset ?? 0, 0);
  }

  /** The same object until the clocks turn out to differ. */
  get readStart(): ReadStart {
    return this.current;
  }

  /** When the read began by what the first answer says: for those who lose nothing if it is wrong. */
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
