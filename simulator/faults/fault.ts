import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { CountMatch, RequestMatch } from '../http/match';

/** A fault of a response. Times are milliseconds. */
export type Mischief =
  /** Resets the connection before the response, or after `afterBytes` of the body. */
  | { readonly kind: 'reset'; readonly afterBytes?: number }
  /** Sends nothing, or nothing after `afterBytes` of the body. */
  | { readonly kind: 'stall'; readonly afterBytes?: number }
  /** The body and the connection end before the announced length. */
  | { readonly kind: 'truncate'; readonly atBytes?: number }
  /** The body ends early but looks complete: its length matches. */
  | { readonly kind: 'malformed'; readonly body?: string }
  | { readonly kind: 'empty' }
  /** 200 with a page for people. */
  | { readonly kind: 'html' }
  /** The right body under the wrong type. */
  | { readonly kind: 'mislabelled'; readonly contentType?: string }
  /** Gzip with a wrong byte. */
  | { readonly kind: 'corruptGzip' }
  /** Gzip without its end. */
  | { readonly kind: 'truncatedGzip' }
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: OutgoingHttpHeaders;
      readonly body?: string;
    }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'redirect'; readonly location: string; readonly status?: number }
  | { readonly kind: 'hugeHeader'; readonly bytes?: number }
  /** A body that never ends. */
  | { readonly kind: 'endless' }
  /** A byte order mark before the body. */
  | { readonly kind: 'bom' }
  /** A byte inside the body that is not UTF-8. */
  | { readonly kind: 'invalidUtf8' }
  /** An encoding that the client did not request. */
  | { readonly kind: 'unknownEncoding' }
  /** A few kilobytes that unpack to `bytes`. */
  | { readonly kind: 'gzipBomb'; readonly bytes?: number }
  /** The body with one text replaced, to fake counts or fields. */
  | { readonly kind: 'replace'; readonly find: string; readonly by: string }
  /** Other headers, or none (`null`), for instance no `Date`. */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string | null>> };

export interface Fault {
  readonly match?: RequestMatch & CountMatch;
  readonly fault: Mischief;
}

/** A response that is ready to be sent. */
export interface Outgoing {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  /** As sent: compressed if `headers` say so. */
  readonly body: Buffer;
}

/** Sends a response in its broken form. `gone` aborts when the client or the simulator leaves. */
export type Send = (response: ServerResponse, answer: Outgoing, gone: AbortSignal) => Promise<void>;
