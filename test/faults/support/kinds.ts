import type { Fault } from '../../../simulator/faults/fault';

/** What can happen to one response, by its name in the table. */
export const FAULTS: Readonly<Record<string, Fault['fault']>> = {
  'connection reset at once': { kind: 'reset' },
  'connection reset in the body': { kind: 'reset', afterBytes: 100 },
  'no answer': { kind: 'stall' },
  'body that stalls': { kind: 'stall', afterBytes: 100 },
  'body cut short': { kind: 'truncate' },
  'malformed JSON': { kind: 'malformed' },
  'empty body': { kind: 'empty' },
  'HTML with status 200': { kind: 'html' },
  'JSON declared as HTML': { kind: 'mislabelled' },
  'corrupt gzip': { kind: 'corruptGzip' },
  'truncated gzip': { kind: 'truncatedGzip' },
  'unknown encoding': { kind: 'unknownEncoding' },
  'status 408': { kind: 'status', status: 408 },
  'status 429': { kind: 'status', status: 429 },
  'status 429 with Retry-After': { kind: 'status', status: 429, headers: { 'Retry-After': '1' } },
  'status 500': { kind: 'status', status: 500 },
  'status 503 with Retry-After': { kind: 'status', status: 503, headers: { 'Retry-After': '1' } },
  'byte order mark': { kind: 'bom' },
  'invalid UTF-8': { kind: 'invalidUtf8' },
  'header of 32 kB': { kind: 'hugeHeader' },
  'slow answer': { kind: 'slow', bytesPerSecond: 2_000_000 },
};
