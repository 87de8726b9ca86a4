import type { Manifest, StreamModel } from '../../../src/manifest/model';
import { compileChanged, pathOf, STREAM_PATHS, type Changes } from './own-manifest';

const [BOOKINGS, TRANSACTIONS, USERS] = [
  pathOf('bookings'),
  pathOf('transactions'),
  pathOf('users'),
];
const REQUESTER = `${USERS}/retriever/requester`;
const HANDLER = `${REQUESTER}/error_handler`;
const ENTRIES = 'metadata/source_navan/streams';

const named =
  (stream: string) =>
  ({ streams }: Manifest): StreamModel | undefined =>
    streams.find(({ name }) => name === stream);
const users = named('users');
const transactions = named('transactions');

/** An authenticator as in the manifest, with another client ID. */
const AUTHENTICATOR = {
  type: 'OAuthAuthenticator',
  token_refresh_endpoint: 'https://api.navan.com/token',
  grant_type: 'client_credentials',
  client_id: 'another',
  client_secret: 'another',
};
const REMOVE = { type: 'RemoveFields', field_pointers: [['name']] };
const ADD = {
  type: 'AddFields',
  fields: [{ type: 'AddedFieldDefinition', path: ['name'], value: 'x', value_type: 'string' }],
};
const HEADER = { type: 'WaitTimeFromHeader', header: 'Retry-After' };
const EXPONENTIAL = { type: 'ExponentialBackoffStrategy' };

describe('accepts', () => {
  it.each<[string, Changes, (manifest: Manifest) => unknown, unknown]>([
    [
      'a primary key as a text',
      { [`${USERS}/primary_key`]: 'id' },
      (m) => users(m)?.primaryKey,
      'id',
    ],
    [
      'a primary key as a list of paths',
      { [`${USERS}/primary_key`]: [['id']] },
      (m) => users(m)?.primaryKey,
      'id',
    ],
    [
      'no paginator',
      { [`${USERS}/retriever/paginator`]: undefined, [`${ENTRIES}/users/total_rows`]: undefined },
      (m) => users(m)?.paginator,
      { kind: 'none' },
    ],
    [
      'NoPagination',
      {
        [`${USERS}/retriever/paginator`]: { type: 'NoPagination' },
        [`${ENTRIES}/users/total_rows`]: undefined,
      },
      (m) => users(m)?.paginator,
      { kind: 'none' },
    ],
    [
      'pages without start_from_page, from 0',
      { [`${USERS}/retriever/paginator/pagination_strategy/start_from_page`]: undefined },
      (m) => users(m)?.paginator,
      { kind: 'number', first: 0, size: 100, parameter: 'page', sizeParameter: 'size' },
    ],
    ['no error handler', { [HANDLER]: undefined }, (m) => users(m)?.requester.rules, []],
    [
      'an error handler without filters',
      { [`${HANDLER}/response_filters`]: undefined },
      (m) => users(m)?.requester.rules,
      [],
    ],
    [
      'an error handler without numbers, which other streams give',
      { [`${HANDLER}/max_retries`]: undefined, [`${HANDLER}/backoff_strategies`]: undefined },
      (m) => m.limits,
      { maxAttempts: 5, maxRetryAfterMs: 900_000, initialBackoffMs: 1000 },
    ],
    ['no http_method', { [`${REQUESTER}/http_method`]: undefined }, (m) => users(m)?.name, 'users'],
    [
      'parameters that are numbers',
      { [`${REQUESTER}/request_parameters`]: { active: 1 } },
      (m) => users(m)?.requester.parameters.get('active')?.source,
      '1',
    ],
    [
      'a start_datetime as a text',
      { [`${TRANSACTIONS}/incremental_sync/start_datetime`]: "{{ config['start_date'] }}" },
      (m) => transactions(m)?.cursor?.start.source,
      "{{ config['start_date'] }}",
    ],
    [
      'no lookback_window',
      { [`${TRANSACTIONS}/incremental_sync/lookback_window`]: undefined },
      (m) => transactions(m)?.cursor?.lookbackMs,
      0,
    ],
    [
      'partitions as a list',
      { [`${TRANSACTIONS}/retriever/partition_router/values`]: ['fees', "it's"] },
      (m) => transactions(m)?.partitions?.values.evaluate({ nowMs: 0, variables: {} }),
      ['fees', "it's"],
    ],
    [
      'a number for the concurrency, and no most',
      {
        'concurrency_level/default_concurrency': 3,
        'concurrency_level/max_concurrency': undefined,
      },
      (m) => m.concurrency.most,
      Infinity,
    ],
    [
      'removing, then adding the same field',
      { [`${USERS}/transformations`]: [REMOVE, ADD] },
      (m) => users(m)?.additions.length,
      1,
    ],
    [
      'removing at any depth',
      { [`${USERS}/transformations`]: [{ ...REMOVE, field_pointers: [['*', '**', 'dob']] }] },
      (m) => users(m)?.removals,
      [['*', '**', 'dob']],
    ],
    [
      'filtering before removing',
      { [`${USERS}/retriever/record_selector/transform_before_filtering`]: false },
      (m) => users(m)?.name,
      'users',
    ],
    [
      'other $parameters around the same authenticator',
      { [`${USERS}/$parameters`]: { stream_name: 'users' } },
      (m) => users(m)?.name,
      'users',
    ],
  ])('%s', (_, changes, read, expected) => {
    const value = read(compileChanged(changes));
    if (typeof expected === 'object' && expected !== null && !Array.isArray(expected))
      expect(value).toMatchObject(expected);
    else expect(value).toEqual(expected);
  });

  it.each<[string, Changes, Manifest['limits']]>([
    ['max_retries', eachHandler('max_retries', 0), { maxAttempts: 1 }],
    [
      'max_waiting_time_in_seconds',
      eachHandler('backoff_strategies', [{ ...HEADER, max_waiting_time_in_seconds: 1.5 }]),
      { maxRetryAfterMs: 1500 },
    ],
    [
      'factor',
      eachHandler('backoff_strategies', [{ ...EXPONENTIAL, factor: 2 }]),
      { initialBackoffMs: 2000 },
    ],
  ])('another %s, and uses it', (_, changes, limits) => {
    expect(compileChanged(changes).limits).toMatchObject(limits);
  });
});

describe('refuses', () => {
  it.each<[string, Changes, RegExp]>([
    [
      'a condition whose result would be a text',
      {
        [`${BOOKINGS}/retriever/record_selector/record_filter/condition`]:
          '{% set a = 1 %}{{ a == 2 }}',
      },
      /condition\).*a condition of more than one expression/u,
    ],
    ['no streams', { streams: [] }, /\(streams\).*a list of at least 1, found a list of 0/u],
    [
      'a concurrency of 0',
      { 'concurrency_level/default_concurrency': 0 },
      /default_concurrency\).*a number above 0, found the number 0/u,
    ],
    ['a rate of 0', { 'api_budget/policies/0/rates/0/limit': '0' }, /limit\).*a number above 0/u],
    [
      'a rate in no time',
      { 'api_budget/policies/0/rates/0/interval': 'PT0S' },
      /interval\).*a duration above 0/u,
    ],
    ['a primary key without a name', { [`${USERS}/primary_key`]: '' }, /primary_key\).*a name/u],
    [
      'a partition twice',
      { [`${TRANSACTIONS}/retriever/partition_router/values`]: ['fees', 'fees'] },
      /values\).*each value once/u,
    ],
    [
      'a chained comparison',
      { [`${REQUESTER}/path`]: '{{ 1 < 2 < 3 }}' },
      /path\)?.*a chained comparison|a chained comparison/u,
    ],
    [
      'a condition over no streams',
      { 'streams/0/streams': [] },
      /\(streams\[0\]\.streams\).*at least 1/u,
    ],
    [
      'a stream of a name that is taken',
      { [`${USERS}/name`]: 'transactions' },
      /\(streams\).*second stream 'transactions'/u,
    ],
    [
      'an authenticator of one stream',
      { [`${REQUESTER}/authenticator`]: AUTHENTICATOR },
      /\(streams\[\d+\]\.streams\[0: users\]\.retriever\.requester\.authenticator\).*one token serves all/u,
    ],
    [
      'another max_retries in one stream',
      { [`${HANDLER}/max_retries`]: 9 },
      /\(streams\[\d+\]\.streams\[0: users\].*\.max_retries\).*same as at streams\[0\].*number 9/u,
    ],
    [
      'another factor in one stream',
      { [`${HANDLER}/backoff_strategies`]: [{ ...EXPONENTIAL, factor: 9 }] },
      /\.factor\).*same as at/u,
    ],
    ['retries below none', eachHandler('max_retries', -1), /max_retries\).*at least 0/u],
    [
      'a factor of nothing',
      eachHandler('backoff_strategies', [{ ...EXPONENTIAL, factor: 0 }]),
      /factor\).*above 0/u,
    ],
    [
      'another header to wait by',
      { [`${HANDLER}/backoff_strategies`]: [{ ...HEADER, header: 'X-Wait' }] },
      /header\).*'Retry-After'.*'X-Wait'/u,
    ],
    [
      'backoff before the header',
      { [`${HANDLER}/backoff_strategies`]: [EXPONENTIAL, HEADER] },
      /backoff_strategies\).*WaitTimeFromHeader, then/u,
    ],
    [
      'a strategy twice',
      { [`${HANDLER}/backoff_strategies`]: [EXPONENTIAL, EXPONENTIAL] },
      /backoff_strategies\).*each once at most/u,
    ],
    [
      'a filter for no status',
      { [`${HANDLER}/response_filters/0/http_codes`]: [] },
      /http_codes\).*at least 1/u,
    ],
    [
      'a filter for a status that does not exist',
      { [`${HANDLER}/response_filters/0/http_codes`]: [4] },
      /http_codes\[0\]\).*at least 100/u,
    ],
    [
      'matchers of a rate',
      { 'api_budget/policies/0/matchers': [{ method: 'GET' }] },
      /matchers\).*the rate is that of all requests/u,
    ],
    [
      'an unknown field of a rate',
      { 'api_budget/policies/0/rates/0/weight': 2 },
      /rates\[0\]\).*'weight'/u,
    ],
    [
      'a check of a stream that does not exist',
      { 'check/stream_names': ['booking'] },
      /stream_names\[0\]\).*'bookings', found the stream 'booking'/u,
    ],
    ['a check of no stream', { 'check/stream_names': [] }, /stream_names\).*at least 1/u],
    [
      'an entry for a stream that does not exist',
      { [`${ENTRIES}/people`]: { scope: 'a', scope_missing: 'b', suggested: false } },
      /streams\.people\).*the stream 'people'/u,
    ],
    [
      'a composite primary key',
      { [`${USERS}/primary_key`]: ['a', 'b'] },
      /primary_key\).*no composite key, found a list of 2/u,
    ],
    [
      'a page size of 0',
      { [`${USERS}/retriever/paginator/pagination_strategy/page_size`]: 0 },
      /page_size\).*at least 1/u,
    ],
    [
      'a first request without its page',
      { [`${USERS}/retriever/paginator/pagination_strategy/inject_on_first_request`]: undefined },
      /inject_on_first_request\).*'true', found nothing/u,
    ],
    [
      'is_last without has_next',
      { [`${ENTRIES}/users/is_last`]: [['last']] },
      /is_last\).*has_next/u,
    ],
    [
      'has_next without a token',
      { [`${ENTRIES}/users/has_next`]: [['more']] },
      /has_next\).*CursorPagination/u,
    ],
    [
      'a recheck without a cursor',
      { [`${ENTRIES}/users/recheck`]: { after_days: 1, hours: '1' } },
      /recheck\).*window and incremental_sync/u,
    ],
    [
      "record_paths without the extractor's",
      { [`${ENTRIES}/gl_codes/record_paths`]: [['data'], []] },
      /record_paths\).*the extractor's own path, \[content\]/u,
    ],
    [
      'a stream with partitions that may be missing',
      { [`${ENTRIES}/transactions/may_be_missing`]: true },
      /may_be_missing\).*a single partition/u,
    ],
    [
      'a refusable value of an unknown parameter',
      { [`${ENTRIES}/transactions/refusable/parameter`]: 'include_field_groups' },
      /refusable\.parameter\).*'include_field_group'/u,
    ],
    [
      'max_rows without total_rows',
      { [`${ENTRIES}/bookings/total_rows`]: undefined },
      /window\).*total_rows and PageIncrement, for max_rows/u,
    ],
    [
      'a window by a parameter that is not sent',
      { [`${ENTRIES}/bookings/window/from`]: 'createdFromm' },
      /window\.from\).*'createdFrom', found the parameter 'createdFromm'/u,
    ],
    [
      'an expression where a text is taken as it stands',
      { [`${USERS}/name`]: "{{ 'users' }}" },
      /name\).*a text without an expression/u,
    ],
    [
      'a wildcard in the way to the records',
      { [`${USERS}/retriever/record_selector/extractor/field_path`]: ['*'] },
      /field_path\[0\]\).*the name of a field/u,
    ],
    [
      'a pattern in the way to what is removed',
      { [`${USERS}/transformations`]: [{ ...REMOVE, field_pointers: [['pass*']] }] },
      /field_pointers\[0\]\[0\]\).*or \*/u,
    ],
    [
      'removing everything below a field',
      { [`${USERS}/transformations`]: [{ ...REMOVE, field_pointers: [['name', '**']] }] },
      /field_pointers\[0\]\).*a name or \* behind it/u,
    ],
    [
      'two ** in one pointer',
      { [`${USERS}/transformations`]: [{ ...REMOVE, field_pointers: [['**', 'a', '**', 'b']] }] },
      /field_pointers\[0\]\).*at most one \*\*/u,
    ],
    [
      'adding a field, then removing at any depth',
      {
        [`${USERS}/transformations`]: [ADD, { ...REMOVE, field_pointers: [['**', 'dob']] }],
      },
      /transformations\).*RemoveFields before AddFields/u,
    ],
    [
      'filtering on what was removed or added',
      { [`${USERS}/retriever/record_selector/transform_before_filtering`]: true },
      /transform_before_filtering\).*expected 'false'/u,
    ],
    [
      'adding, then removing the same field',
      { [`${USERS}/transformations`]: [ADD, REMOVE] },
      /transformations\).*RemoveFields before AddFields/u,
    ],
    [
      'adding a field twice',
      { [`${USERS}/transformations`]: [ADD, ADD] },
      /transformations\).*'name' added once/u,
    ],
    [
      'an added field of a type to be guessed',
      {
        [`${USERS}/transformations`]: [ADD],
        [`${USERS}/transformations/0/fields/0/value_type`]: undefined,
      },
      /value_type\).*'string', found nothing/u,
    ],
    [
      'a cursor format that cannot be read back',
      { [`${BOOKINGS}/incremental_sync/datetime_format`]: '%s' },
      /datetime_format\).*ISO 8601/u,
    ],
    [
      'a format of records that is not understood',
      { [`${BOOKINGS}/incremental_sync/cursor_datetime_formats`]: ['%d.%m.%Y'] },
      /cursor_datetime_formats\[0\]\).*ISO 8601/u,
    ],
    [
      'a format of the start that is not understood',
      { [`${BOOKINGS}/incremental_sync/start_datetime/datetime_format`]: '%m/%d/%Y' },
      /start_datetime\.datetime_format\).*ISO 8601/u,
    ],
    [
      'a documentation_url that is none',
      { 'spec/documentation_url': 'soon' },
      /documentation_url\).*a URL/u,
    ],
    [
      'a $parameter in the place of a field',
      { [`${USERS}/primary_key`]: undefined, [`${USERS}/$parameters`]: { primary_key: 'id' } },
      /primary_key\).*found it under \$parameters/u,
    ],
    [
      'a concurrency of 0 at most',
      { 'concurrency_level/max_concurrency': 0 },
      /max_concurrency\).*at least 1/u,
    ],
  ])('%s, and says where and what to use instead', (_, changes, message) => {
    const compiling = (): unknown => compileChanged(changes);
    expect(compiling).toThrow(message);
    expect(compiling).toThrow('Correct the manifest at the place named');
  });
});

/** The same change in the error handler of every stream. */
function eachHandler(key: string, value: unknown): Changes {
  return Object.fromEntries(
    STREAM_PATHS.map((stream) => [`${stream}/retriever/requester/error_handler/${key}`, value]),
  );
}
