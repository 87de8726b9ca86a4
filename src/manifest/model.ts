import type { JsonObject } from '../config/json';
import type { ConnectorSpec } from '../config/spec';
import type { FailureType } from '../errors/connector-error';
import type { Template } from './expressions/template';

/** A manifest with every text compiled; independent of the user's config. */
export interface Manifest {
  readonly spec: ConnectorSpec;
  /** Of several with one name, the first whose condition holds for the config is used. */
  readonly streams: readonly StreamModel[];
  readonly concurrency: { readonly wanted: Template; readonly most: number };
  /** At most `limit` requests per `intervalMs`. */
  readonly rate: { readonly limit: Template; readonly intervalMs: number };
  /** One token serves all streams. */
  readonly authenticator: AuthenticatorModel;
  readonly limits: ClientLimits;
}

/** Overrides of the client's own limits, the same for all requests. */
export interface ClientLimits {
  /** To open a connection, including TLS. */
  readonly connectTimeoutMs?: number;
  /** Between two bytes. */
  readonly idleTimeoutMs?: number;
  /** Per request, including the first attempt. */
  readonly maxAttempts?: number;
  /** Longest wait before the first retry; doubles with each retry. */
  readonly initialBackoffMs?: number;
  /** A longer `Retry-After` is cut to this. */
  readonly maxRetryAfterMs?: number;
}

export interface StreamModel {
  readonly name: string;
  /** The stream exists only if this is true. */
  readonly condition?: Template | undefined;
  /** Absent: records are told apart by their whole content. */
  readonly primaryKey?: string | undefined;
  readonly schema: JsonObject;
  readonly requester: RequesterModel;
  /** Path to the list of records in a response. */
  readonly recordPath: readonly string[];
  /** Which records to keep; may read `record`. */
  readonly filter?: Template | undefined;
  readonly paginator: PaginatorModel;
  /** Absent: the stream is one partition. */
  readonly partitions?: { readonly field: string; readonly values: Template } | undefined;
  readonly cursor?: CursorModel | undefined;
  /** Paths to remove from a record; `*` stands for every element. */
  readonly removals: readonly (readonly string[])[];
  readonly additions: readonly { readonly name: string; readonly value: Template }[];
  readonly extension: StreamExtension;
}

export interface RequesterModel {
  readonly baseUrl: Template;
  readonly path: Template;
  readonly parameters: ReadonlyMap<string, Template>;
  readonly headers: ReadonlyMap<string, Template>;
  /** Apply in this order, before the client's own table. */
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

/** The response is a single page. */
export interface NoPaginatorModel {
  readonly kind: 'none';
}

export interface PagePaginatorModel {
  readonly kind: 'number';
  readonly parameter: string;
  readonly sizeParameter: string;
  readonly size: number;
  readonly first: number;
}

/** Each response names the next page; both templates may read `response`. */
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
  /** Format of the cursor in the state and in expressions. */
  readonly format: string;
  readonly lookbackMs: number;
  readonly start: Template;
  /** The stream is read from the later of `start` and this. */
  readonly earliestStart?: Template | undefined;
}

/** `metadata.source_navan.streams.NAME`: settings that the language doesn't offer. */
export interface StreamExtension {
  /** Required of the token. */
  readonly scope: string;
  /** What the user can do if the scope is missing. */
  readonly scopeMissing: string;
  /** What the user can do if the API refuses the stream despite the scope. */
  readonly scopeUseless?: string | undefined;
  /** Where the records may be in a response, in order of preference; absent: only where the extractor says. */
  readonly recordPaths?: readonly (readonly string[])[] | undefined;
  /** Whether a 404 may mean that the API does not offer the stream to this company. */
  readonly mayBeMissing: boolean;
  /** Part of a parameter that the API may refuse: the request is then repeated without it. */
  readonly refusable?: RefusableValue | undefined;
  /** Paths to the total number of records in a response, in order of preference. */
  readonly totalRows?: readonly (readonly string[])[] | undefined;
  /** Paths to the flag that another page follows. */
  readonly hasNext?: readonly (readonly string[])[] | undefined;
  /** Paths to the flag that no other page follows. */
  readonly isLast?: readonly (readonly string[])[] | undefined;
  readonly window?: WindowModel | undefined;
  readonly recheck?: RecheckModel | undefined;
  readonly changes?: ChangesModel | undefined;
  readonly upcoming?: UpcomingModel | undefined;
}

/** One value of a parameter that lists several, separated by commas. */
export interface RefusableValue {
  readonly parameter: string;
  readonly value: string;
}

/** `seconds`, `milliseconds`: since the epoch. `days`: YYYY-MM-DD. `date-times`: ISO 8601 in UTC, whole seconds. */
export type TimeUnit = 'seconds' | 'milliseconds' | 'days' | 'date-times';

/** The two parameters that bound a request, so that a time window can be split. */
export interface WindowModel {
  readonly from: string;
  readonly to: string;
  readonly unit: TimeUnit;
  /** A time window of this length isn't split any further. */
  readonly smallestMs: number;
  /** The API refuses a range whose ends are this far apart or further; both end days are part of it. */
  readonly longestMs?: number | undefined;
  /** The record field that the bounds apply to; absent if records don't show it. */
  readonly field?: string | undefined;
  /** A time window with more rows than this is split before it is read. */
  readonly maxRows?: number | undefined;
  /** Parameters that each request needs next to the bounds. */
  readonly besides?: readonly (readonly [name: string, value: string])[];
}

/** Partitions that ended more than `afterMs` ago are re-read when their cursor is `hours` old. */
export interface RecheckModel {
  readonly afterMs: number;
  readonly hours: Template;
}

/** Two parameters that bound the time of a record's last change, instead of the window's; nobody knows whether they work. */
export interface ChangesModel {
  readonly from: string;
  readonly to: string;
  /** Whether the user allows it. */
  readonly isAllowed: Template;
  /** Once the filter is proven, a partition is re-read whole this often, or after the recheck's hours if they are more. */
  readonly rereadMs: number;
  /** The record field with the time of a cancellation. */
  readonly cancelled: string;
  /** The record field with the time of creation. */
  readonly created: string;
}

/** Two parameters that bound the time of travel, next to the window's. */
export interface UpcomingModel {
  readonly from: string;
  readonly to: string;
  /** The record field with the first day of travel. */
  readonly starts: string;
  /** Travel that began up to this long ago may be under way. */
  readonly underWayMs: number;
  readonly aheadMs: number;
}
