/** A local clock that differs by more than this is worth a warning, and is not used for the months. */
const TOLERATED_MS = 5 * 60_000;

/**
 * The moment the read began, by the server's clock once an answer has told it. Small differences are left alone, so
 * that the moment does not move while the read goes on.
 */
export class ServerClock {
  private offset = 0;
  private known = false;

  constructor(
    private readonly startedAt: number,
    private readonly onSkew: (offsetMs: number) => void,
  ) {}

  /** Both in epoch milliseconds. Only the first answer counts. */
  observe(serverTime: number, receivedAt: number): void {
    if (this.known) return;
    this.known = true;
    const offset = serverTime - receivedAt;
    if (Math.abs(offset) <= TOLERATED_MS) return;
    this.offset = offset;
    this.onSkew(offset);
  }

  /** Epoch milliseconds. */
  get began(): number {
    return this.startedAt + this.offset;
  }
}
