import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { CountMatch, RequestMatch } from '../http/match';

/** What goes wrong with an answer. Times are milliseconds. */
export type Mischief =
  /** The connection is torn down before the answer, or after `afterBytes` of the body. */
  | { readonly kind: 'reset'; readonly afterBytes?: number }
  /** Silence: nothing is ever sent, or nothing after `afterBytes` of the body. */
  | { readonly kind: 'stall'; readonly afterBytes?: number }
  /** The body ends early and the connection with it, although more bytes were announced. */
  | { readonly kind: 'truncate'; readonly atBytes?: number }
  /** The body ends early and looks complete: its length fits. */
  | { readonly kind: 'malformed'; readonly body?: string }
  | { readonly kind: 'empty' }
  /** 200 with a page for people. */
  | { readonly kind: 'html' }
  /** The right body under the wrong type. */
  | { readonly kind: 'mislabelled'; readonly contentType?: string }
  /** Says gzip, and a byte of it is wrong. */
  | { readonly kind: 'corruptGzip' }
  /** Says gzip, and its end is missing. */
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
  /** A byte inside the body that is no UTF-8. */
  | { readonly kind: 'invalidUtf8' }
  /** An encoding nobody asked for. */
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

/** An answer that is ready to be sent. */
export interface Outgoing {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  /** As it would be sent: compressed, if `headers` say so. */
  readonly body: Buffer;
}

/** Sends an answer in its broken form. `gone` is aborted when the client or the simulator goes. */
export type Send = (response: ServerResponse, answer: Outgoing, gone: AbortSignal) => Promise<void>;
