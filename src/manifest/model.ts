import type { JsonObject } from '../config/json';
import type { ConnectorSpec } from '../config/spec';
import type { FailureType } from '../errors/connector-error';
import type { Template } from './expressions/template';

/** What a manifest says, with every text compiled. Nothing here knows the user's config yet. */
export interface Manifest {
  readonly spec: ConnectorSpec;
  /** Several may have one name: the first whose condition holds for the config is that stream. */
  readonly streams: readonly StreamModel[];
  readonly concurrency: { readonly wanted: Template; readonly most: number };
  /** At most `limit` requests in `intervalMs`. */
  readonly rate: { readonly limit: Template; readonly intervalMs: number };
  /** One token serves all streams. */
  readonly authenticator: AuthenticatorModel;
  readonly limits: ClientLimits;
}

/** What the manifest says of the client's limits, the same for all requests. Absent: the client's own. */
export interface ClientLimits {
  /** Until a connection is open, its TLS included. */
  readonly connectTimeoutMs?: number;
  /** Without a byte. */
  readonly idleTimeoutMs?: number;
  /** Of one request, the first included. */
  readonly maxAttempts?: number;
  /** The longest pause before the first retry; it doubles from one to the next. */
  readonly initialBackoffMs?: number;
  /** The longest `Retry-After` that is obeyed; a longer one is cut to this. */
  readonly maxRetryAfterMs?: number;
}

export interface StreamModel {
  readonly name: string;
  /** The stream exists only where this is true. */
  readonly condition?: Template | undefined;
  readonly primaryKey: string;
  readonly schema: JsonObject;
  readonly requester: RequesterModel;
  /** Path to the list of records in an answer. */
  readonly recordPath: readonly string[];
  /** Which records stay; it may read `record`. */
  readonly filter?: Template | undefined;
  readonly paginator: PaginatorModel;
  /** Absent: the stream is one partition. */
  readonly partitions?: { readonly field: string; readonly values: Template } | undefined;
  readonly cursor?: CursorModel | undefined;
  /** Paths into a record that are cut out; `*` stands for every element. */
  readonly removals: readonly (readonly string[])[];
  readonly additions: readonly { readonly name: string; readonly value: Template }[];
  readonly extension: StreamExtension;
}

export interface RequesterModel {
  readonly baseUrl: Template;
  readonly path: Template;
  readonly parameters: ReadonlyMap<string, Template>;
  readonly headers: ReadonlyMap<string, Template>;
  /** Asked in this order, before the client's own table. */
  readonly rules: readonly RuleModel[];
}

/** OAuth 2.0 client credentials, sent as a form. */
export interface AuthenticatorModel {
  readonly tokenUrl: Template;
  readonly clientId: Template;
  readonly clientSecret: Template;
  readonly headers: ReadonlyMap<string, Template>;
}

export interface RuleModel {
  readonly statuses: readonly number[];
  readonly action: 'FAIL' | 'RETRY' | 'RATE_LIMITED';
  readonly failureType: FailureType;
  readonly message: Template;
}

export type PaginatorModel = PagePaginatorModel | TokenPaginatorModel | NoPaginatorModel;

/** One page is all there is. */
export interface NoPaginatorModel {
  readonly kind: 'none';
}

/** Pages by number. */
export interface PagePaginatorModel {
  readonly kind: 'number';
  readonly parameter: string;
  readonly sizeParameter: string;
  readonly size: number;
  readonly first: number;
}

/** Each answer names the next page; both templates may read `response`. */
export interface TokenPaginatorModel {
  readonly kind: 'token';
  readonly parameter: string;
  readonly sizeParameter: string;
  readonly size: number;
  readonly next: Template;
  readonly stop: Template;
}

export interface CursorModel {
  readonly field: string;
  /** The client compares records with the cursor; otherwise the cursor bounds the request. */
  readonly clientSide: boolean;
  /** How a cursor is written in the state and handed to expressions. */
  readonly format: string;
  readonly lookbackMs: number;
  readonly start: Template;
  /** The later of `start` and this is where reading begins. */
  readonly earliestStart?: Template | undefined;
}

/** What stands under `metadata.source_navan.streams.NAME`: things that the language has no word for. */
export interface StreamExtension {
  /** The scope that a token needs for this stream. */
  readonly scope: string;
  /** What to do where it is missing. */
  readonly scopeMissing: string;
  /** What to do where the API refuses the stream in spite of it. */
  readonly scopeUseless?: string | undefined;
  /** Where an answer says how many rows there are in all. */
  readonly totalRows?: readonly string[] | undefined;
  /** Where an answer says that another page follows. */
  readonly hasNext?: readonly string[] | undefined;
  readonly window?: WindowModel | undefined;
  readonly recheck?: RecheckModel | undefined;
}

/** The two parameters that bound a request, so that a window can be split. */
export interface WindowModel {
  readonly from: string;
  readonly to: string;
  /** `seconds`: epoch seconds. `days`: YYYY-MM-DD. */
  readonly unit: 'seconds' | 'days';
  /** A window of this length is not split any more. */
  readonly smallestMs: number;
  /** The API takes no range that reaches so far; both ends count. */
  readonly longestMs?: number | undefined;
  /** The field of a record that the bounds are about; absent where a row cannot tell. */
  readonly field?: string | undefined;
  /** A window with more rows than this is split before it is read. */
  readonly maxRows?: number | undefined;
}

/** Partitions that ended longer ago than `afterMs` are read again when their cursor is `hours` old. */
export interface RecheckModel {
  readonly afterMs: number;
  readonly hours: Template;
}
