import type { JsonObject } from '../../config/json';
import type { CatalogStream } from '../../protocol/catalog';

type ColumnType = 'text' | 'time' | 'integer' | 'number' | 'boolean' | 'object' | 'list';

interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly meaning: string;
}

/** The first columns of the table are never null. */
const REQUIRED = 4;

type ValueOf<Type extends ColumnType> = Type extends 'text' | 'time'
  ? string
  : Type extends 'integer' | 'number'
    ? number
    : Type extends 'boolean'
      ? boolean
      : Type extends 'list'
        ? readonly string[]
        : Readonly<Record<string, number>>;

const TYPES: Readonly<Record<ColumnType, JsonObject>> = {
  text: { type: 'string' },
  time: { type: 'string', format: 'date-time', airbyte_type: 'timestamp_with_timezone' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  object: { type: 'object', additionalProperties: true, properties: {} },
  list: { type: 'array', items: { type: ['string', 'null'] } },
};

/** Of `sync_health`, in order. Units are in the names; `*` marks the record of the whole sync. */
export const HEALTH_COLUMNS = [
  column('id', 'text', 'The `trace_id` of the request log, a slash, and the stream or `*`'),
  column('schema_version', 'integer', 'Version of this table; 1'),
  column('started_at', 'time', 'When the stream, or the sync, began'),
  column('finished_at', 'time', 'When it ended; the cursor of this stream'),
  column(
    'stream',
    'text',
    'The stream; null in the record of the whole sync, which covers all streams but this one',
  ),
  column('company_uuid', 'text', "Navan's ID of the company, if the token names it"),
  column('region', 'text', '`us` or `eu`'),
  column('source_label', 'text', 'The option "Source label" of the form'),
  column('status', 'text', '`complete` or `incomplete`'),
  column(
    'failure_type',
    'text',
    "Airbyte's type of the failure: `config_error`, `transient_error` or `system_error`; of the whole sync: of the failure that is reported first",
  ),
  column('error_code', 'text', 'Code of that error, as in docs/errors.md'),
  column('sync_id', 'integer', "Airbyte's ID of the sync, as in `_airbyte_meta`"),
  column('job_id', 'integer', "Airbyte's ID of the job, as in its webhooks"),
  column('attempt', 'integer', 'Attempt of the job, from 0'),
  column('duration_seconds', 'number', 'From `started_at` to `finished_at`'),
  column('records_emitted', 'integer', 'Records that were sent to the destination'),
  column('bytes_emitted', 'integer', 'Bytes of their JSON'),
  column(
    'http_request_count',
    'integer',
    'Requests sent to the API: each resend counts, token requests do not',
  ),
  column(
    'http_request_resend_count',
    'integer',
    'Those of them that repeat an earlier one, after a failure or with a new token',
  ),
  column(
    'http_request_count_by_status',
    'object',
    'Requests by HTTP status; `none`: no complete response',
  ),
  column(
    'http_response_body_bytes',
    'integer',
    'Bytes of response bodies on the wire, before decompression',
  ),
  column(
    'http_request_duration_p50_seconds',
    'number',
    'Median duration of a request, without waiting on this side, within 2.5 %; token requests do not count',
  ),
  column(
    'http_request_duration_p95_seconds',
    'number',
    '95th percentile of the same, within 2.5 %',
  ),
  column(
    'http_request_duration_p99_seconds',
    'number',
    '99th percentile of the same, within 2.5 %',
  ),
  column('http_request_duration_max_seconds', 'number', 'Duration of the longest request'),
  column(
    'error_count',
    'integer',
    'Requests that ended in a network failure, an unusable response, a 5xx or a 4xx. Of the 4xx these do not count: 429, and a 401 after which a new token was requested',
  ),
  column('error_rate', 'number', '`error_count` per request, 0 to 1'),
  column(
    'error_rate_worst_5m',
    'number',
    'The same in the worst five minutes; null if no five minutes had 20 requests. Counted in slices of five seconds',
  ),
  column('error_rate_worst_5m_requests', 'integer', 'Requests in those five minutes'),
  column('error_rate_worst_5m_at', 'time', 'End of those five minutes'),
  column('rate_limited_count', 'integer', 'Requests that the API answered with 429'),
  column(
    'rate_limited_seconds',
    'number',
    'Time in which no request could be sent because of the rate limit, found or stated',
  ),
  column(
    'rate_limit_per_second',
    'number',
    'The rate limit that requests kept below, as last known; null: none was known',
  ),
  column('rate_limit_source', 'text', '`header`, `found` (from refusals), `config` or `none`'),
  column(
    'rate_limit_utilization',
    'number',
    'Requests a second in the busiest minute, per request a second of the limit; only of time in which a limit was known',
  ),
  column('circuit_breaker_open_count', 'integer', 'How often the circuit breaker opened'),
  column('circuit_breaker_open_seconds', 'number', 'Time in which it held requests back'),
  column('token_request_count', 'integer', 'Token requests; only in the record of the whole sync'),
  column(
    'token_failure_count',
    'integer',
    'Those of them that failed; only in the record of the whole sync',
  ),
  column(
    'token_expires_at',
    'time',
    'When the token expires; only in the record of the whole sync',
  ),
  column('window_count', 'integer', 'Time windows that were read'),
  column('window_split_count', 'integer', 'Time windows that were split in two'),
  column('window_reread_count', 'integer', 'How often a time window was read again'),
  column('window_failed_count', 'integer', 'Time windows that stay unread'),
  column(
    'is_backfill',
    'boolean',
    'Whether, when the sync began, a part (a month, an expense type) had never been read whole; null if not known, and for streams without a cursor, which every sync reads whole',
  ),
  column(
    'oldest_complete_read_at',
    'time',
    'When each part was last read whole: the oldest of these times; null until all parts were',
  ),
  column(
    'staleness_seconds',
    'number',
    'From `oldest_complete_read_at` to the end of the stream, by the clock of the API; it freezes when syncs stop, so compute it anew',
  ),
  column(
    'api_row_count_by_part',
    'object',
    "The API's own record count per month of creation that was read, or `all`; null where it states none. A month includes the second on each side that it shares with its neighbours",
  ),
  column('gap_from', 'time', 'Expense changes from this time to `gap_to` can no longer be read'),
  column('gap_to', 'time', 'End of that gap'),
  column(
    'updated_filter',
    'text',
    "What is known of the API's filter for changes: `watched`, `proven`, or why it is not used (`refused`, `ignored`, `empty`, `lied`); null where it was not asked",
  ),
  column('alerts', 'list', 'Codes of the thresholds that were crossed, as in docs/monitoring.md'),
  column('connector_version', 'text', 'Version of the connector'),
  column('node_version', 'text', 'Version of Node'),
] as const;

type Nullable = {
  readonly [Each in (typeof HEALTH_COLUMNS)[number] as Each['name']]: ValueOf<Each['type']> | null;
};

export type HealthRow = Nullable & {
  readonly id: string;
  readonly started_at: string;
  readonly finished_at: string;
};

export const SYNC_HEALTH = 'sync_health';

/** Never overwritten, since its history is its purpose. */
export const HEALTH_STREAM: CatalogStream = {
  name: SYNC_HEALTH,
  json_schema: {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    additionalProperties: true,
    properties: Object.fromEntries(
      HEALTH_COLUMNS.map((each, index) => [each.name, propertyOf(each, index >= REQUIRED)]),
    ),
  },
  supported_sync_modes: ['incremental'],
  source_defined_cursor: true,
  default_cursor_field: ['finished_at'],
  source_defined_primary_key: [['id']],
  is_resumable: true,
};

function column<Name extends string, Type extends ColumnType>(
  name: Name,
  type: Type,
  meaning: string,
) {
  return { name, type, meaning } as const;
}

function propertyOf({ type: kind, meaning }: Column, isNullable: boolean): JsonObject {
  const { type, ...more } = TYPES[kind];
  const types = isNullable ? [type as string, 'null'] : (type as string);
  return { description: meaning, type: types, ...more };
}
