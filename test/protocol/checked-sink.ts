import type { ByteSink } from '../../src/protocol/byte-sink';
import { checkLines } from './checked-lines';

/** Takes everything at once and checks each line. The writer hands over whole lines. */
export class CheckedSink implements ByteSink {
  write(chunk: Uint8Array, callback: (error?: Error | null) => void): boolean {
    checkLines(Buffer.from(chunk).toString());
    callback(null);
    return true;
  }

  on(): void {
    // Nothing ever goes wrong with it.
  }
}
