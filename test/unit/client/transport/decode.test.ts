import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { decode } from '../../../../src/client/transport/decode';

const body = Buffer.from(JSON.stringify({ data: 'x'.repeat(5000) }));

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
])('given %p, when decoded, then it is the body', async (encoding, encoded) => {
  expect(await decode(encoded, encoding, 10_000)).toEqual({ body });
});

test.each(['gzip', 'br', 'deflate', 'zstd'])(
  'given %s and no body, when decoded, then it is empty',
  async (encoding) => {
    expect(await decode(Buffer.alloc(0), encoding, 10_000)).toEqual({ body: Buffer.alloc(0) });
  },
);

test('given an unknown encoding, when decoded, then the error names it', async () => {
  expect(await decode(body, 'zstd', 10_000)).toMatchObject({ fault: 'unknown-encoding' });
});

test.each([
  ['gzip', gzipSync(body)],
  ['br', brotliCompressSync(body)],
  ['deflate', deflateSync(body)],
])('given %s that ends early, when decoded, then it is truncated', async (encoding, encoded) => {
  expect(await decode(encoded.subarray(0, -4), encoding, 10_000)).toMatchObject({
    fault: 'cut-short',
  });
});

test.each(['gzip', 'br', 'deflate'])(
  'given invalid %s, when decoded, then it is corrupt',
  async (encoding) => {
    const corrupt = Buffer.concat([Buffer.from([0xff, 0x07]), body]);
    expect(await decode(corrupt, encoding, 10_000)).toMatchObject({
      fault: 'corrupt-encoding',
      message: `the ${encoding} body is corrupt`,
    });
  },
);

test('given more than the limit, when decoded, then the error names the limit', async () => {
  expect(await decode(gzipSync(body), 'gzip', 100)).toEqual({
    fault: 'body-too-large',
    message: 'the decoded body is larger than 100 bytes',
  });
});
