import type { ResponseRule } from './events';

/** One request as the stream wants it: no token, no retry, nothing about how it gets there. */
export interface HttpRequest<Content = unknown> {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Names the request in logs and errors, e.g. `bookings page 3`. Holds no secret and no value of a record. */
  readonly label: string;
  /** Fewer tries than the client allows a request, for one that only wants to know whether there is an answer. */
  readonly tries?: number;
  /** Milliseconds. A server that asks for a longer wait than this before another try has refused the request. */
  readonly waitMost?: number;
  /** What answers mean for this request, before the client's own table. The first rule that matches decides. */
  readonly rules?: readonly ResponseRule[];
  /**
   * What the body of a successful answer means; its value is the answer's `content`. An `UnusableBody` or a
   * `PageFormatError` makes the attempt a failed one, which is retried; any other error ends the request.
   */
  readonly decode?: (response: HttpResponse) => Content;
}

/** One answer, whatever its status. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded: no gzip, deflate or br is left. */
  readonly body: Buffer;
  /** Local time when the last byte was there, epoch milliseconds. */
  readonly receivedAt: number;
  readonly durationMs: number;
  /** The `Date` header in epoch milliseconds, if it is a date. */
  readonly serverTime?: number;
}

/** An answer with its content, which only a successful one to a request that says how to decode it has. */
export interface Answer<Content> extends HttpResponse {
  readonly content?: Content;
}

/** Rejects with a `ConnectorError`, or with the signal's reason once that is aborted. */
export type Send = <Content>(
  request: HttpRequest<Content>,
  signal: AbortSignal,
) => Promise<Answer<Content>>;

/** One concern of sending, wrapped around the next. */
export type Policy = (next: Send) => Send;

/** An answer that claims success and is of no use: empty, cut short, not JSON. The attempt failed, the next may not. */
export class UnusableBody extends Error {
  override readonly name = 'UnusableBody';
}
