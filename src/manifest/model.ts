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
  /** Of all requests. */
  readonly timeouts: Timeouts;
}

export interface StreamModel {
  readonly name: string;
  /** The stream exists only where this is true. */
  readonly condition?: Template;
  readonly primaryKey: string;
  readonly schema: JsonObject;
  readonly requester: RequesterModel;
  /** Path to the list of records in an answer. */
  readonly recordPath: readonly string[];
  /** Which records stay; its late variable is the record. */
  readonly filter?: Template;
  readonly paginator: PaginatorModel;
  /** Absent: the stream is one partition. */
  readonly partitions?: { readonly field: string; readonly values: Template };
  readonly cursor?: CursorModel;
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
  readonly authenticator: AuthenticatorModel;
  readonly rules: readonly RuleModel[];
  readonly timeouts: Timeouts;
}

/** Milliseconds; absent: the client's own. */
export interface Timeouts {
  /** Until a connection is open, its TLS included. */
  readonly connect?: number;
  /** Without a byte. */
  readonly idle?: number;
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

/** Each answer names the next page; the late variable of both templates is the response. */
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
  readonly earliestStart?: Template;
}

/** What stands under `metadata.source_navan.streams.NAME`: things that the language has no word for. */
export interface StreamExtension {
  /** The scope that a token needs for this stream. */
  readonly scope: string;
  /** What to do where it is missing. */
  readonly scopeMissing: string;
  /** What to do where the API refuses the stream in spite of it. */
  readonly scopeUseless?: string;
  /** Where an answer says how many rows there are in all. */
  readonly totalRows?: readonly string[];
  /** Where an answer says that another page follows. */
  readonly hasNext?: readonly string[];
  readonly window?: WindowModel;
  readonly recheck?: RecheckModel;
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
  readonly longestMs?: number;
  /** The field of a record that the bounds are about; absent where a row cannot tell. */
  readonly field?: string;
  /** A window with more rows than this is split before it is read. */
  readonly maxRows?: number;
}

/** Partitions that ended longer ago than `afterMs` are read again when their cursor is `hours` old. */
export interface RecheckModel {
  readonly afterMs: number;
  readonly hours: Template;
}
