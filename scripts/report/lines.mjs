// @ts-check
// The lines of a log, one at a time: a log may be larger than memory.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** What a page says of a line is at its beginning. Records and states may be megabytes. */
const MOST_BYTES = 256 * 1024;

const LINE_FEED = 10;
const GZIP = Buffer.from([0x1f, 0x8b]);

/**
 * The bytes of a file, or of stdin for `-`, unpacked if they are gzip, whatever the name says.
 *
 * @param {string} path
 * @returns {AsyncIterable<Buffer>}
 */
export async function* bytesOf(path) {
  const source = path === '-' ? process.stdin : createReadStream(path);
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const rest = joined(first.value, chunks);
  yield* first.value.subarray(0, 2).equals(GZIP) ? unpacked(rest) : rest;
}

/**
 * @param {Buffer} first
 * @param {AsyncIterator<Buffer>} chunks
 */
async function* joined(first, chunks) {
  yield first;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

/** @param {AsyncIterable<Buffer>} packed */
async function* unpacked(packed) {
  const { Readable } = await import('node:stream');
  const gunzip = createGunzip();
  const source = Readable.from(packed, { objectMode: false });
  source.on('error', (error) => gunzip.destroy(error));
  yield* source.pipe(gunzip);
}

/**
 * Texts without line ends; a longer line is cut. Yields them in batches: one promise for each line would take longer
 * than the rest.
 *
 * @param {AsyncIterable<Buffer>} bytes
 * @returns {AsyncIterable<readonly string[]>}
 */
export async function* linesOf(bytes) {
  const carry = new Carry();
  for await (const chunk of bytes) yield split(chunk, carry);
  if (carry.bytes > 0) yield [carry.take()];
}

/**
 * @param {Buffer} chunk
 * @param {Carry} carry
 */
function split(chunk, carry) {
  const lines = [];
  let start = 0;
  for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
    carry.add(chunk.subarray(start, end));
    lines.push(carry.take());
    start = end + 1;
  }
  carry.add(chunk.subarray(start));
  return lines;
}

/** The beginning of a line whose end is in a later chunk. */
class Carry {
  /** @type {Buffer[]} */
  #parts = [];
  bytes = 0;

  /** @param {Buffer} part */
  add(part) {
    if (part.length > 0 && this.bytes < MOST_BYTES) this.#parts.push(part);
    this.bytes += part.length;
  }

  take() {
    const line = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
    this.#parts = [];
    this.bytes = 0;
    return (line ?? Buffer.alloc(0)).toString('utf8', 0, MOST_BYTES).replace(/\r$/u, '');
  }
}
