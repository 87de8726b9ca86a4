import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { Bodies } from '../../../../src/client/transport/bodies';
import { receive } from '../../../../src/client/transport/receive';

const body = Buffer.from(JSON.stringify({ data: 'x'.repeat(5000) }));
const MB = 1024 * 1024;
const WAITING = { onWait: () => undefined, onGo: () => undefined };

/** In pieces, so that whatever is cut is cut somewhere else than at the end of a piece. */
function sent(bytes: Buffer, size = 7): PassThrough {
  const source = new PassThrough();
  for (let at = 0; at < bytes.length; at += size) source.write(bytes.subarray(at, at + size));
  source.end();
  return source;
}

async function received(encoded: Buffer, encoding: string | undefined, most = 10_000) {
  const { body: got, wireBytes } = await receive(
    sent(encoded),
    encoding,
    new Bodies(most),
    WAITING,
  );
  return { text: got.bytes.toString(), wireBytes };
}

test.each([
  ['gzip', gzipSync(body)],
  ['x-gzip', gzipSync(body)],
  [' GZIP ', gzipSync(body)],
  ['br', brotliCompressSync(body)],
  ['deflate', deflateSync(body)],
  ['deflate', deflateRawSync(body)],
  ['identity', body],
  ['', body],
  [undefined, body],
])('given %p, when it is received, then it is decoded', async (encoding, encoded) => {
  const wanted = { text: body.toString(), wireBytes: encoded.length };
  expect(await received(encoded, encoding)).toEqual(wanted);
});

test.each(['gzip', 'br', 'deflate', 'zstd'])(
  'given %s and no body, when it is received, then it is empty',
  async (encoding) => {
    expect(await received(Buffer.alloc(0), encoding)).toEqual({ text: '', wireBytes: 0 });
  },
);

test('given an unknown encoding, when a body is received, then it is that fault', async () => {
  await expect(received(body, 'zstd')).rejects.toMatchObject({ fault: 'unknown-encoding' });
});

test.each([
  ['gzip', gzipSync(body)],
  ['br', brotliCompressSync(body)],
  ['deflate', deflateSync(body)],
])('given %s that ends early, when it is received, then it is cut short', async (encoding, all) => {
  const fault = 'cut-short';
  await expect(received(all.subarray(0, -4), encoding)).rejects.toMatchObject({ fault });
});

test.each(['gzip', 'br', 'deflate'])(
  'given invalid %s, when it is received, then it is corrupt',
  async (encoding) => {
    const corrupt = Buffer.concat([Buffer.from([0xff, 0x07]), body]);
    await expect(received(corrupt, encoding)).rejects.toMatchObject({
      fault: 'corrupt-encoding',
      message: `the ${encoding} body is corrupt`,
    });
  },
);

test('given more than the limit, when it is decoded, then the error names the limit', async () => {
  await expect(received(gzipSync(body), 'gzip', 100)).rejects.toMatchObject({
    fault: 'body-too-large',
    message: 'the decoded body is larger than 100 bytes',
  });
});

test('given a source that fails, when a body is received, then the error is the source’s', async () => {
  const source = new PassThrough();
  const receiving = receive(source, 'gzip', new Bodies(100), WAITING);
  source.destroy(new Error('gone'));
  await expect(receiving).rejects.toThrow('gone');
});

test('given a source that closes without an end, when a body is received, then it is cut short', async () => {
  const source = new PassThrough();
  source.write('{');
  const receiving = receive(source, undefined, new Bodies(100), WAITING);
  await once(source, 'data');
  source.destroy();
  await expect(receiving).rejects.toMatchObject({ fault: 'cut-short' });
});

test('given one body after another, when each is released, then they share one buffer', async () => {
  const bodies = new Bodies(64 * MB);
  const buffers = new Set<ArrayBufferLike>();
  for (let n = 0; n < 20; n++) {
    const { body: one } = await receive(sent(body), undefined, bodies, WAITING);
    buffers.add(one.bytes.buffer);
    one.release();
    one.release();
  }
  expect(buffers.size).toBe(1);
});

test.each([
  ['plain', undefined, (bytes: Buffer) => bytes],
  ['gzip', 'gzip', (bytes: Buffer) => gzipSync(bytes)],
])(
  'given large %s bodies at the same time, when they are received, then one after another has the room, whole',
  async (_, encoding, encode) => {
    const bodies = new Bodies(8 * MB);
    const large = [1, 2, 3].map((n) => Buffer.alloc(3 * MB + n, n));
    let waits = 0;
    const waiting = { onWait: () => (waits += 1), onGo: () => undefined };
    const lengths = await Promise.all(
      large.map(async (bytes) => {
        const source = sent(encode(bytes), 64 * 1024);
        const { body: one } = await receive(source, encoding, bodies, waiting);
        expect(one.bytes.equals(bytes)).toBe(true);
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(one.bytes.equals(bytes)).toBe(true);
        one.release();
        return one.length;
      }),
    );
    expect(lengths).toEqual(large.map(({ length }) => length));
    expect(waits).toBe(3);
  },
);

test('given a body whose last chunk waits for room, when the source has ended, then it is whole', async () => {
  const bodies = new Bodies(8 * MB);
  const large = Buffer.alloc(3 * MB, 1);
  const first = await receive(sent(large, MB), undefined, bodies, WAITING);
  const second = receive(sent(large, 3 * MB), undefined, bodies, WAITING);
  await new Promise((resolve) => setTimeout(resolve, 20));
  first.body.release();
  expect((await second).body.bytes.equals(large)).toBe(true);
});

test('given a body that fails while it waits for room, when the room is free, then the next one gets it', async () => {
  const bodies = new Bodies(8 * MB);
  const large = Buffer.alloc(3 * MB, 1);
  const first = await receive(sent(large, MB), undefined, bodies, WAITING);
  const source = new PassThrough();
  source.write(large);
  const second = receive(source, undefined, bodies, WAITING);
  const third = receive(sent(large, MB), undefined, bodies, WAITING);
  await new Promise((resolve) => setTimeout(resolve, 20));
  source.destroy(new Error('gone'));
  await expect(second).rejects.toThrow('gone');
  first.body.release();
  expect((await third).body.bytes.equals(large)).toBe(true);
});
