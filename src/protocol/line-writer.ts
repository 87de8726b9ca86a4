import { ConnectorError } from '../errors/connector-error';
import { PROTOCOL_ERRORS } from '../errors/protocol-errors';
import { BufferPool } from './buffer-pool';
import type { ByteSink } from './byte-sink';
import { Waiters } from './waiters';

export interface LineWriterOptions {
  /** Bytes per batch; a longer line becomes its own batch. */
  readonly batchBytes?: number;
  /** Bytes written but not yet read from which on the sender has to wait. */
  readonly highWater?: number;
  /** Runs its argument at the end of the current event loop turn, when a page has been sent. */
  readonly whenIdle?: (send: () => void) => void;
  /** Called once, when the reader is gone. */
  readonly onClosed?: (error: ConnectorError) => void;
}

/**
 * The only writer to stdout. Collects lines into batches, passed on whole and in order. On a pipe Node's writes never
 * block but pile up in memory, so this counts unread bytes and says when to wait.
 */
export class LineWriter {
  private readonly pool: BufferPool;
  private readonly highWater: number;
  private readonly whenIdle: (send: () => void) => void;
  private readonly onClosed: (error: ConnectorError) => void;
  private readonly paced = new Waiters();
  private readonly empty = new Waiters();
  private readonly sendWhenIdle = (): void => {
    this.idleAsked = false;
    this.send();
  };
  private batch: Buffer;
  private used = 0;
  private unread = 0;
  private idleAsked = false;
  private closedBy: ConnectorError | undefined;
  /** Ticks; when the sender began to wait. */
  private waitingSince: number | undefined;
  private earlierWaitsMs = 0;

  constructor(
    private readonly sink: ByteSink,
    options: LineWriterOptions = {},
  ) {
    this.pool = new BufferPool(options.batchBytes ?? 64 * 1024);
    this.highWater = options.highWater ?? 4 * this.pool.bytes;
    this.whenIdle = options.whenIdle ?? setImmediate;
    this.onClosed = options.onClosed ?? (() => undefined);
    this.batch = this.pool.take();
    sink.on('error', (error) => {
      this.close(error);
    });
  }

  /** The error that ended all writing, if any. */
  get closed(): ConnectorError | undefined {
    return this.closedBy;
  }

  /** The buffer for the next line: from `offset`, at most `bytes`. Call `commit` in the same turn. */
  reserve(bytes: number): Buffer {
    if (bytes > this.batch.length - this.used) {
      this.send();
      if (bytes > this.batch.length) this.grow(bytes);
    }
    return this.batch;
  }

  get offset(): number {
    return this.used;
  }

  /** The reserved line is complete and ends at `end`. */
  commit(end: number): void {
    this.used = end;
    if (this.batch.length > this.pool.bytes) {
      this.send();
    } else if (!this.idleAsked) {
      this.idleAsked = true;
      this.whenIdle(this.sendWhenIdle);
    }
  }

  /** Appends one line; `line` contains no line break. */
  line(line: string): void {
    // UTF-8 needs at most three bytes per UTF-16 unit.
    const target = this.reserve(3 * line.length + 1);
    const end = this.used + target.write(line, this.used);
    target[end] = 0x0a;
    this.commit(end + 1);
  }

  /** Undefined while the reader keeps up, else a promise to wait for; it rejects when the reader is gone. */
  pace(): Promise<void> | undefined {
    if (this.closedBy !== undefined) return Promise.reject(this.closedBy);
    if (this.unread < this.highWater) return undefined;
    this.waitingSince ??= performance.now();
    return this.paced.wait();
  }

  /** How long the sender has waited for the reader. */
  get wait(): { readonly currentMs: number; readonly totalMs: number } {
    const { waitingSince, earlierWaitsMs } = this;
    const currentMs = waitingSince === undefined ? 0 : performance.now() - waitingSince;
    return { currentMs, totalMs: earlierWaitsMs + currentMs };
  }

  /** Resolves when the reader has taken everything so far; rejects when it is gone. */
  async flush(): Promise<void> {
    this.send();
    if (this.closedBy !== undefined) throw this.closedBy;
    if (this.unread > 0) await this.empty.wait();
  }

  private grow(bytes: number): void {
    this.pool.give(this.batch);
    this.batch = Buffer.allocUnsafeSlow(bytes);
  }

  private send(): void {
    const { batch, used } = this;
    if (used === 0) return;
    this.used = 0;
    if (this.closedBy !== undefined) return;
    this.batch = this.pool.take();
    this.unread += used;
    this.sink.write(batch.subarray(0, used), (error) => {
      this.taken(batch, used, error);
    });
  }

  private taken(batch: Buffer, bytes: number, error?: Error | null): void {
    this.pool.give(batch);
    this.unread -= bytes;
    if (error) this.close(error);
    if (this.closedBy !== undefined) return;
    if (this.unread < this.highWater) this.resume();
    if (this.unread === 0) this.empty.wake();
  }

  private resume(): void {
    this.earlierWaitsMs = this.wait.totalMs;
    this.waitingSince = undefined;
    this.paced.wake();
  }

  private close(cause: Error): void {
    if (this.closedBy !== undefined) return;
    const { code } = cause as NodeJS.ErrnoException;
    const facts = code === undefined ? { cause } : { cause, found: code };
    this.closedBy = new ConnectorError(PROTOCOL_ERRORS['output-closed'], facts);
    this.paced.fail(this.closedBy);
    this.empty.fail(this.closedBy);
    this.onClosed(this.closedBy);
  }
}
