import type { Readable, Transform } from 'node:stream';
import type { Bodies, Body } from './bodies';
import { decoderFor, faultOfDecoder } from './decode';
import type { FaultName } from './transport-fault';

export interface Received {
  readonly body: Body;
  /** Before decompression. */
  readonly wireBytes: number;
}

/** A body that arrived but can't be used. */
export class BodyFault extends Error {
  override readonly name = 'BodyFault';

  constructor(
    readonly fault: FaultName,
    message: string,
  ) {
    super(message);
  }
}

/** Called when the body begins to wait for room, and when it goes on. */
export interface Waiting {
  readonly onWait: () => void;
  readonly onGo: () => void;
}

/**
 * Receives a body and undoes its `Content-Encoding`.
 * @throws BodyFault, or the source's own error. A body that ends early is never a short one.
 */
export async function receive(
  source: Readable,
  encoding: string | undefined,
  bodies: Bodies,
  waiting: Waiting,
): Promise<Received> {
  const body = bodies.open();
  try {
    const wireBytes = await new Receiver(source, encoding, body, bodies.mostBytes, waiting).done;
    return { body, wireBytes };
  } catch (error) {
    body.release();
    throw error;
  }
}

class Receiver {
  readonly done: Promise<number>;
  private readonly encoding: string;
  private decoder: Transform | undefined;
  private wireBytes = 0;
  private stored = Promise.resolve();
  private finish!: (wireBytes: number) => void;
  private reject!: (error: unknown) => void;

  constructor(
    private readonly source: Readable,
    encoding: string | undefined,
    private readonly body: Body,
    private readonly mostBytes: number,
    private readonly waiting: Waiting,
  ) {
    this.encoding = (encoding ?? '').trim().toLowerCase();
    this.done = new Promise((resolve, reject) => {
      this.finish = resolve;
      this.reject = reject;
    });
    source
      .on('data', this.isEncoded ? this.decode : this.keep)
      .on('end', this.end)
      .on('error', this.fail)
      .on('close', () => {
        if (!source.readableEnded) this.fail(new BodyFault('cut-short', 'the body ends too early'));
      });
  }

  private get isEncoded(): boolean {
    return this.encoding !== '' && this.encoding !== 'identity';
  }

  /** Gateways also name an encoding for refusals without a body: only a first byte asks for a decoder. */
  private readonly decode = (chunk: Buffer): void => {
    if (!this.counts(chunk)) return;
    this.decoder ??= this.open(chunk);
    if (this.decoder?.write(chunk) !== false) return;
    this.source.pause();
    this.decoder.once('drain', () => this.source.resume());
  };

  private open(first: Buffer): Transform | undefined {
    const decoder = decoderFor(this.encoding, first);
    if (decoder === undefined)
      this.fail(new BodyFault('unknown-encoding', 'the body has an unknown content encoding'));
    return decoder
      ?.on('data', (chunk: Buffer) => {
        this.store(chunk, decoder, 'decoded body');
      })
      .on('end', this.complete)
      .on('error', (error) => {
        this.fail(new BodyFault(...faultOfDecoder(error, this.encoding)));
      });
  }

  private readonly keep = (chunk: Buffer): void => {
    if (this.counts(chunk)) this.store(chunk, this.source, 'body');
  };

  private counts({ length }: Buffer): boolean {
    this.wireBytes += length;
    return this.isWithin(this.wireBytes, 'body');
  }

  private store(chunk: Buffer, from: Readable, what: string): void {
    if (!this.isWithin(this.body.length + chunk.length, what) || this.body.append(chunk)) return;
    from.pause();
    this.waiting.onWait();
    this.stored = this.body.enlarge().then(() => {
      this.waiting.onGo();
      this.body.append(chunk);
      from.resume();
    });
  }

  private isWithin(bytes: number, what: string): boolean {
    if (bytes <= this.mostBytes) return true;
    this.fail(
      new BodyFault('body-too-large', `the ${what} is larger than ${this.mostBytes} bytes`),
    );
    return false;
  }

  private readonly end = (): void => {
    if (this.decoder) this.decoder.end();
    else this.complete();
  };

  /** A stream also ends while it is paused: its last chunk may still wait for room. */
  private readonly complete = (): void => {
    void this.stored.then(() => {
      this.finish(this.wireBytes);
    });
  };

  private readonly fail = (error: unknown): void => {
    this.reject(error);
    this.decoder?.destroy();
    this.source.destroy();
  };
}
