import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import type { FaultName } from './transport-fault';

const unpack = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  rawDeflate: promisify(inflateRaw),
  br: promisify(brotliDecompress),
};

/** Bytes per step: with zlib's default of 16 kB a page of 300 kB costs nearly twice the CPU. */
const CHUNK = 256 * 1024;

export type Decoded =
  { readonly body: Buffer } | { readonly fault: FaultName; readonly message: string };

/** Undoes a `Content-Encoding`, up to `most` decoded bytes. A stream that ends early is a fault, never a short body. */
export async function decode(
  body: Buffer,
  encoding: string | undefined,
  most: number,
): Promise<Decoded> {
  const name = (encoding ?? '').trim().toLowerCase();
  // Gateways also name an encoding for refusals without a body.
  if (body.length === 0 || name === '' || name === 'identity') return { body };
  const decoder = decoderOf(name, body);
  if (decoder === undefined) {
    return { fault: 'unknown-encoding', message: 'the body has an unknown content encoding' };
  }
  try {
    return { body: await decoder(body, { maxOutputLength: most, chunkSize: CHUNK }) };
  } catch (error) {
    return faultOf(error, name, most);
  }
}

function decoderOf(name: string, body: Buffer) {
  if (name === 'gzip' || name === 'x-gzip') return unpack.gzip;
  if (name === 'br') return unpack.br;
  if (name !== 'deflate') return undefined;
  // Some servers send raw deflate without the zlib header, whose first byte always has 8 in its low half.
  return ((body[0] ?? 8) & 0x0f) === 8 ? unpack.deflate : unpack.rawDeflate;
}

function faultOf(error: unknown, name: string, most: number): Decoded {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  if (code === 'ERR_BUFFER_TOO_LARGE') {
    return { fault: 'body-too-large', message: `the decoded body is larger than ${most} bytes` };
  }
  // Brotli, too, reports a stream that ends early as Z_BUF_ERROR.
  return code === 'Z_BUF_ERROR'
    ? { fault: 'cut-short', message: `the ${name} body ends too early` }
    : { fault: 'corrupt-encoding', message: `the ${name} body is corrupt` };
}
