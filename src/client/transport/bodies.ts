const MB = 1024 * 1024;

/** With 32 requests at a time, two pages that are passed on and one large body of 64 MB, all take at most 128 MB. */
const USUAL_BYTES = Math.floor((64 * MB) / 34);

/**
 * Memory for the bodies of responses, used again: buffers that are freed and allocated anew for each response make the
 * process grow with the length of a sync. A buffer takes memory only as far as it was ever filled.
 */
export class Bodies {
  private readonly usualBytes: number;
  private readonly free: Buffer[] = [];
  private readonly waiting: (() => void)[] = [];
  private large: Buffer | undefined;
  private isTaken = false;

  constructor(readonly mostBytes: number) {
    this.usualBytes = Math.min(USUAL_BYTES, mostBytes);
  }

  open(): Body {
    return new Body(this);
  }

  /** For `Body` only, like the rest. */
  take(): Buffer {
    return this.free.pop() ?? Buffer.allocUnsafeSlow(this.usualBytes);
  }

  give(buffer: Buffer): void {
    this.free.push(buffer);
  }

  /** The room for one large body. */
  async enter(): Promise<Buffer> {
    if (this.isTaken) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.isTaken = true;
    this.large ??= Buffer.allocUnsafeSlow(this.mostBytes);
    return this.large;
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.isTaken = false;
  }
}

/** A body that is being received. Its bytes are lent: they are overwritten after `release`. */
export class Body {
  private buffer: Buffer;
  private isLarge = false;
  private isReleased = false;
  private used = 0;

  constructor(private readonly bodies: Bodies) {
    this.buffer = bodies.take();
  }

  get bytes(): Buffer {
    return this.buffer.subarray(0, this.used);
  }

  get length(): number {
    return this.used;
  }

  /** False if it needs a larger buffer first. */
  append(chunk: Buffer): boolean {
    if (this.isReleased || this.used + chunk.length > this.buffer.length) return false;
    chunk.copy(this.buffer, this.used);
    this.used += chunk.length;
    return true;
  }

  /** Moves to the large buffer, as soon as no other body is in it. */
  async enlarge(): Promise<void> {
    const large = await this.bodies.enter();
    if (this.isReleased) {
      this.bodies.leave();
      return;
    }
    this.buffer.copy(large, 0, 0, this.used);
    this.bodies.give(this.buffer);
    this.buffer = large;
    this.isLarge = true;
  }

  release(): void {
    if (this.isReleased) return;
    this.isReleased = true;
    if (this.isLarge) this.bodies.leave();
    else this.bodies.give(this.buffer);
  }
}
