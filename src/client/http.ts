import type { FailureType } from '../errors/connector-error';

/** One request as a stream defines it; tokens and retries are the client's. */
export interface HttpRequest<Content = unknown> {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The stream that it reads; absent for requests of the whole connection. */
  readonly stream?: string;
  /** Names the request in logs and errors, for example `bookings page 3`. Holds no secrets and no record values. */
  readonly label: string;
  /** The page that it asks for; absent for requests that ask for none. */
  readonly place?: RequestPlace;
  /** Below the client's own limit, for a request that only tests whether the API responds. */
  readonly maxAttempts?: number;
  /** If the server asks for a longer wait before the next attempt, the request fails. */
  readonly maxWaitMs?: number;
  /** Its failure says nothing about the API: the circuit breaker neither counts it nor lets it wait. */
  readonly isTrial?: boolean;
  /** Statuses of refusals that are believed only if the request gets them again a moment later. */
  readonly confirm?: ReadonlySet<number>;
  /** Apply before the client's own table; the first match decides. */
  readonly rules?: readonly ResponseRule[];
  /** The body of a success is lent until `release`. */
  readonly lendsBody?: boolean;
  /** Whether it fetches a token. */
  readonly isTokenRequest?: boolean;
  /** Which of the tokens tried for it it carries. A refused `last` one isn't renewed. */
  readonly token?: 'first' | 'renewed' | 'last';
  /** Decodes a success into `content`. `UnusableBody` and `PageFormatError` lead to a retry, other errors are final. */
  readonly decode?: (response: HttpResponse) => Content;
}

/** Which page of a stream. Holds no values of records. */
export interface RequestPlace {
  /** Empty if the stream is one partition. */
  readonly partition: string;
  /** Absent if the stream has no time windows. */
  readonly window?: string;
  /** Starts at 1. */
  readonly page: number;
}

/** A response with any status. */
export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed. */
  readonly body: Buffer;
  /** Ends the use of a body that is lent: its bytes are overwritten. */
  readonly release?: () => void;
  /** Bytes of the body as received, before decompression. */
  readonly wireBytes: number;
  /** When the last byte arrived: local time, epoch milliseconds. */
  readonly receivedAt: number;
  readonly durationMs: number;
  /** The `Date` header in epoch milliseconds; absent if it isn't a valid date. */
  readonly serverTime?: number;
}

/** `content` exists only on a successful response to a request with `decode`. */
export interface Answer<Content> extends HttpResponse {
  readonly content?: Content;
}

/** Rejects with a `ConnectorError`, or with the signal's reason on abort. */
export type Send = <Content>(
  request: HttpRequest<Content>,
  signal: AbortSignal,
) => Promise<Answer<Content>>;

/** One concern of sending, wrapped around the next. */
export type Policy = (next: Send) => Send;

/** A 2xx response that can't be used: empty, cut short or not JSON. The next attempt may succeed. */
export class UnusableBody extends Error {
  override readonly name = 'UnusableBody';
}

/** A 2xx response in a shape that is not known. The API responds: this is no outage. */
export class UnknownShape extends UnusableBody {}

/** Airbyte's response actions. `IGNORE`: treat the response as an empty success. */
export type RuleAction = 'SUCCESS' | 'FAIL' | 'RETRY' | 'IGNORE' | 'RATE_LIMITED';

/** One response filter of the manifest. The first match decides; without a match the table does. */
export interface ResponseRule {
  readonly statuses?: ReadonlySet<number>;
  /** Sees status, headers and the first 64 kB of the body. With `statuses`, either one matches, as in Airbyte. */
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

/** RFC 9110's preferred format, the only one used in `Date` headers since 1994. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

export function httpDate(text: string | undefined): number | undefined {
  const time = text !== undefined && HTTP_DATE.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Scheme, host and path: query, user and password may be confidential. */
export function withoutQuery(url: string): string {
  if (!URL.canParse(url)) return 'an address that is not a URL';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
