import type { FailureType } from '../errors/connector-error';

/** One request as the stream wants it: no token, no retry, nothing about how it gets there. */
export interface HttpRequest<Content = unknown> {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Names the request in logs and errors, e.g. `bookings page 3`. Holds no secret and no value of a record. */
  readonly label: string;
  /** Fewer than the client allows a request, for one that only wants to know whether there is an answer. */
  readonly maxAttempts?: number;
  /** A server that asks for a longer wait than this before another attempt has refused the request. */
  readonly maxWaitMs?: number;
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

/** Airbyte's words for what a response means. `IGNORE`: hand the answer on as if it were empty success. */
export type RuleAction = 'SUCCESS' | 'FAIL' | 'RETRY' | 'IGNORE' | 'RATE_LIMITED';

/** One of the manifest's response filters. The first that matches decides; without a match the table does. */
export interface ResponseRule {
  readonly statuses?: ReadonlySet<number>;
  /** Looks at status, headers and the body's text (cut to 64 kB). With `statuses`, either is enough, as in Airbyte. */
  readonly predicate?: (response: RuleSubject) => boolean;
  readonly action: RuleAction;
  readonly failureType?: FailureType;
  /** Shown to the user. */
  readonly message?: string;
}

export interface RuleSubject {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** RFC 9110's preferred form, which is the only one that a Date header has had since 1994. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Epoch milliseconds of an HTTP date, or undefined. */
export function httpDate(text: string | undefined): number | undefined {
  const time = text !== undefined && HTTP_DATE.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Scheme, host and path: a query may hold what is nobody's business, and so may user and password. */
export function withoutQuery(url: string): string {
  if (!URL.canParse(url)) return 'an address that is not a URL';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
