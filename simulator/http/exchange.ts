import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** A request as the endpoints see it. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly params: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A response before compression, faults and the headers of every response. */
export interface Reply {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body: Body;
}

/** Rendered text, with its compressed form once a client needed it. */
export interface Body {
  readonly bytes: Buffer;
  gzipped?: Promise<Buffer>;
}

export function bodyOf(text: string): Body {
  return { bytes: Buffer.from(text, 'utf8') };
}

export function json(text: string, status = 200): Reply {
  return { status, headers: { 'Content-Type': 'application/json' }, body: bodyOf(text) };
}
