/** Hands out buffers of one size again and again, so that output at full speed leaves nothing to collect. */
export class BufferPool {
  private readonly free: Buffer[] = [];

  constructor(readonly bytes: number) {}

  take(): Buffer {
    return this.free.pop() ?? Buffer.allocUnsafeSlow(this.bytes);
  }

  /** Takes back only what came from here: an oversized record's own buffer is left to the collector. */
  give(buffer: Buffer): void {
    if (buffer.length === this.bytes) this.free.push(buffer);
  }
}
