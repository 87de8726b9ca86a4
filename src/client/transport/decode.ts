import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { Transform } from 'node:stream';
import type { FaultName } from './transport-fault';

/** Bytes per step: with zlib's default of 16 kB a page of 300 kB costs nearly twice the CPU. */
const OPTIONS = { chunkSize: 64 * 1024 };

/** Undoes a `Content-Encoding`, by its name in lower case and the body's first bytes; undefined if it is unknown. */
export function decoderFor(encoding: string, first: Buffer): Transform | undefined {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip(OPTIONS);
  if (encoding === 'br') return createBrotliDecompress(OPTIONS);
  if (encoding !== 'deflate') return undefined;
  // Some servers send raw deflate without the zlib header, whose first byte always has 8 in its low half.
  const isZlib = ((first[0] ?? 8) & 0x0f) === 8;
  return isZlib ? createInflate(OPTIONS) : createInflateRaw(OPTIONS);
}

export function faultOfDecoder(error: Error, encoding: string): [FaultName, string] {
  // Brotli, too, reports a stream that ends early as Z_BUF_ERROR.
  return (error as NodeJS.ErrnoException).code === 'Z_BUF_ERROR'
    ? ['cut-short', `the ${encoding} body ends too early`]
    : ['corrupt-encoding', `the ${encoding} body is corrupt`];
}
