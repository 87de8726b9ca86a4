import { gunzipSync, gzipSync } from 'node:zlib';
import type { Outgoing } from './fault';
import { withHeaders } from './head';

type Change = (answer: Outgoing) => Outgoing;

/** Changes what the client sees after decompression. */
function plain(change: (body: Buffer) => Buffer): Change {
  return (answer) => {
    const packed = isGzip(answer);
    const body = change(packed ? gunzipSync(answer.body) : answer.body);
    return { ...answer, body: packed ? gzipSync(body) : body };
  };
}

/** Changes what is sent, which is gzip whether or not the client accepts it. */
function packed(change: (body: Buffer) => Buffer): Change {
  return (answer) => {
    const body = isGzip(answer) ? answer.body : gzipSync(answer.body);
    return withHeaders({ 'Content-Encoding': 'gzip' })({ ...answer, body: change(body) });
  };
}

export const malformed = (body?: string): Change =>
  plain((whole) =>
    body === undefined
      ? whole.subarray(0, Math.floor(whole.length * 0.7))
      : Buffer.from(body, 'utf8'),
  );

export const empty = (): Change => plain(() => Buffer.alloc(0));

export const html = (): Change => (answer) =>
  withHeaders({ 'Content-Type': 'text/html' })(
    plain(() => Buffer.from('<!doctype html><title>Scheduled maintenance</title>'))(answer),
  );

export const bom = (): Change =>
  plain((body) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]));

/** 0xFF occurs in no UTF-8 text. It is inserted into the first text value after a colon. */
export const invalidUtf8 = (): Change =>
  plain((body) => {
    const at = body.indexOf(':"') + 2;
    return Buffer.concat([body.subarray(0, at), Buffer.from([0xff]), body.subarray(at)]);
  });

export const replace = (find: string, by: string): Change =>
  plain((body) => Buffer.from(body.toString('utf8').replaceAll(find, by), 'utf8'));

export const truncatedGzip = (): Change =>
  packed((body) => body.subarray(0, Math.floor(body.length / 2)));

export const corruptGzip = (): Change =>
  packed((body) => {
    const broken = Buffer.from(body);
    // The last eight bytes are checksum and length: every correct reader detects a wrong checksum.
    const at = broken.length - 8;
    broken[at] = (broken[at] ?? 0) ^ 0xff;
    return broken;
  });

export const gzipBomb = (bytes = 1_000_000_000): Change =>
  packed(() => {
    const block = gzipSync(Buffer.alloc(10_000_000, ' '));
    // Members of a gzip file follow each other, so a bomb is one block repeated.
    return Buffer.concat(Array<Buffer>(Math.ceil(bytes / 10_000_000)).fill(block));
  });

function isGzip({ headers }: Outgoing): boolean {
  return headers['Content-Encoding'] === 'gzip';
}
