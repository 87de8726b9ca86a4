import type { Readable } from 'node:stream';
import { setTimeout as after } from 'node:timers/promises';
import type { Reader } from './measure';

const KEPT_BYTES = 1024 * 1024;

/** Keeps the end of the output and says how long its last STATE message is. */
export function stateBytesReader(): { readonly read: Reader; stateBytes(): number } {
  let end: Buffer[] = [];
  let bytes = 0;
  return {
    read: async (stdout: Readable) => {
      for await (const chunk of stdout as AsyncIterable<Buffer>) {
        end.push(chunk);
        bytes += chunk.length;
        if (bytes < 2 * KEPT_BYTES) continue;
        end = [Buffer.concat(end).subarray(-KEPT_BYTES)];
        bytes = KEPT_BYTES;
      }
    },
    stateBytes: () => {
      const lines = Buffer.concat(end).toString().split('\n');
      return lines.findLast((line) => line.startsWith('{"type":"STATE"'))?.length ?? NaN;
    },
  };
}

/** Reads so many bytes a second. */
export function slowReader(bytesPerSecond: number): Reader {
  return async (stdout) => {
    const began = performance.now();
    let bytes = 0;
    for await (const chunk of stdout as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      const aheadMs = (1000 * bytes) / bytesPerSecond - (performance.now() - began);
      if (aheadMs > 0) await after(aheadMs);
    }
  };
}

/** Stops once for that long, after so many bytes. */
export function stoppingReader(atBytes: number, ms: number): Reader {
  return async (stdout) => {
    let bytes = 0;
    for await (const chunk of stdout as AsyncIterable<Buffer>) {
      const before = bytes;
      bytes += chunk.length;
      if (before < atBytes && bytes >= atBytes) await after(ms);
    }
  };
}
