/** Reuses buffers of one size, so that output at full speed creates no garbage. */
export class BufferPool {
  private readonly free: Buffer[] = [];

  constructor(readonly bytes: number) {}

  take(): Buffer {
    return this.free.pop() ?? Buffer.allocUnsafeSlow(this.bytes);
  }

  /** Accepts only the pool's own buffers: an oversized record's buffer is left to the garbage collector. */
  give(buffer: Buffer): void {
    if (buffer.length === this.bytes) this.free.push(buffer);
  }
}
