import type { ByteSink } from '../../../src/protocol/byte-sink';

/** A reader that takes only what the test tells it to take. */
export class SlowSink implements ByteSink {
  readonly chunks: string[] = [];
  private readonly pending: ((error?: Error | null) => void)[] = [];
  private onError: (error: Error) => void = () => undefined;

  write(chunk: Uint8Array, callback: (error?: Error | null) => void): boolean {
    this.chunks.push(Buffer.from(chunk).toString());
    this.pending.push(callback);
    return false;
  }

  on(_: 'error', listener: (error: Error) => void): void {
    this.onError = listener;
  }

  get text(): string {
    return this.chunks.join('');
  }

  /** Chunks that were written and not yet taken. */
  get waiting(): number {
    return this.pending.length;
  }

  take(): void {
    this.pending.shift()?.(null);
  }

  takeAll(): void {
    while (this.waiting > 0) this.take();
  }

  breakPipe(): void {
    this.onError(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  }
}

/** Settled or not, without waiting for time to pass. */
export async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const undecided = Symbol('undecided');
  const outcome = await Promise.race([promise.catch(() => null), Promise.resolve(undecided)]);
  return outcome === undecided;
}
