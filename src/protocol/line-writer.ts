import { ConnectorError } from '../errors/connector-error';
import { PROTOCOL_ERRORS } from '../errors/protocol-errors';
import { BufferPool } from './buffer-pool';
import type { ByteSink } from './byte-sink';
import { Waiters } from './waiters';

export interface LineWriterOptions {
  /** Bytes of a batch; a line that is longer becomes a batch of its own. */
  readonly batchBytes?: number;
  /** Bytes handed over but not yet taken by the reader, from which on the sender has to wait. */
  readonly highWater?: number;
  /** Runs its argument once the current turn of the event loop is over, which is when a page has been sent. */
  readonly whenIdle?: (send: () => void) => void;
  /** Called once, when the reader is gone. */
  readonly onClosed?: (error: ConnectorError) => void;
}

/**
 * The one owner of stdout. Lines are gathered into batches and handed over whole and in order. On a pipe Node's writes
 * never block and pile up in memory instead, so this counts what the reader has not taken yet and says when to wait.
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

  /** Why nothing can be written any more, if so. */
  get closed(): ConnectorError | undefined {
    return this.closedBy;
  }

  /** Where the next line may be written: from `offset`, at most `bytes`. To be followed by `commit` in the same turn. */
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

  /** Appends one line; `line` holds no line break. */
  line(line: string): void {
    // Three bytes are the most that UTF-8 needs for one UTF-16 unit.
    const target = this.reserve(3 * line.length + 1);
    const end = this.used + target.write(line, this.used);
    target[end] = 0x0a;
    this.commit(end + 1);
  }

  /** Undefined while the reader keeps pace, else a promise to wait for; it rejects when the reader is gone. */
  pace(): Promise<void> | undefined {
    if (this.closedBy !== undefined) return Promise.reject(this.closedBy);
    return this.unread < this.highWater ? undefined : this.paced.wait();
  }

  /** Resolves when everything so far has been taken; rejects when the reader is gone. */
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
    if (this.unread < this.highWater) this.paced.wake();
    if (this.unread === 0) this.empty.wake();
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
