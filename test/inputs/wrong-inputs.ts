import { config, SECRET } from './config';
import type { ServerName } from './servers';
import { SCOPES } from '../support/streams';

/** What is wrong with a file, its bytes, the kind of the error and the message. */
export type WrongFile = readonly [
  given: string,
  content: string | Uint8Array | undefined,
  code: string,
  message: string,
];

const NO_FILE = 'Check the path; a relative path starts at the working directory.';
const EMPTY = 'Write the JSON into the file, or omit the option if it is optional.';
const CORRECT = 'Correct the JSON.';

/** Any of the files; reported for --config. */
export const FILES: readonly WrongFile[] = [
  ['the file is missing', undefined, 'file-missing', `File not found (--config PATH). ${NO_FILE}`],
  ['the file is empty', '', 'file-empty', `File is empty (--config PATH). ${EMPTY}`],
  ['the file has blanks only', ' \n', 'file-empty', `File is empty (--config PATH). ${EMPTY}`],
  [
    'the file is huge',
    ' '.repeat(11 * 2 ** 20),
    'file-too-large',
    'File is too large (--config PATH): more than 10 MB. Check the path.',
  ],
  [
    'the file is not UTF-8',
    Buffer.from('{"client_id":"é"}', 'latin1'),
    'file-not-utf8',
    'File is not UTF-8 text (--config PATH). Save the file as UTF-8.',
  ],
  [
    'the file is UTF-16',
    Buffer.from('\ufeff{"client_id":"x"}', 'utf16le'),
    'file-not-utf8',
    'File is not UTF-8 text (--config PATH). Save the file as UTF-8.',
  ],
  [
    'the file has a comma too many',
    `{"client_id": "x",\n "client_secret": "${SECRET}",\n}`,
    'file-not-json',
    `File is not valid JSON (--config PATH): a syntax error in line 3, column 1. ${CORRECT}`,
  ],
  [
    'the file has a text without quotes',
    `{"client_id": "x",\n "client_secret": s${SECRET}}`,
    'file-not-json',
    `File is not valid JSON (--config PATH): a syntax error in line 2, column 19. ${CORRECT}`,
  ],
  [
    'the file has nothing where a value should be',
    '{"client_id": }',
    'file-not-json',
    `File is not valid JSON (--config PATH): a syntax error in line 1, column 15. ${CORRECT}`,
  ],
  [
    'the file is YAML',
    `client_id: x\nclient_secret: ${SECRET}\n`,
    'file-not-json',
    `File is not valid JSON (--config PATH): a syntax error in line 1, column 1. ${CORRECT}`,
  ],
  [
    'the file has single quotes',
    "{'client_id': 'x'}",
    'file-not-json',
    `File is not valid JSON (--config PATH): a syntax error in line 1, column 2. ${CORRECT}`,
  ],
  [
    'the file was cut off in a text',
    `{"client_secret": "${SECRET}`,
    'file-not-json',
    `File is not valid JSON (--config PATH): an unexpected end of the file. ${CORRECT}`,
  ],
  [
    'the file was cut off behind a colon',
    '{"client_id": ',
    'file-not-json',
    `File is not valid JSON (--config PATH): an unexpected end of the file. ${CORRECT}`,
  ],
  [
    'the file has what a command printed',
    '{"type":"LOG","log":{}}\n{"type":"SPEC"}\n',
    'file-not-json',
    'File is not valid JSON (--config PATH): expected one JSON document, found one message per line, as the connector prints them. Extract what you need. See "On the command line" in the README.',
  ],
];

/** What is wrong, the whole config or changes of a valid one, and what follows "The configuration cannot be used". */
export type WrongField = readonly [given: string, changes: unknown, message: string];

const NAMES = {
  id: 'Client ID (client_id)',
  secret: 'Client secret (client_secret)',
  start: 'Start date (start_date)',
  region: 'Region (region)',
  types: 'Expense types (transaction_types)',
  address: 'API address (advanced.api_url)',
  passports: 'Include passport details (personal_data.include_passports)',
  hours: 'Hours between rechecks of older bookings (bookings_recheck_hours)',
};
const TYPES =
  'card-transactions, connect-transactions, manual-transactions, repayments, fees, adjustments, daily-rebates, disputes';
const without = (...keys: readonly string[]): object =>
  Object.fromEntries(keys.map((key) => [key, undefined]));
const group = (name: string): Record<string, unknown> => ({
  ...without('client_id', 'client_secret', 'start_date'),
  [name]: config(),
});
const inside = (name: string, key: string): string =>
  `${name} is missing; found inside "${key}". Move it one level up.`;

export const FIELDS: readonly WrongField[] = [
  ['a key is missing', without('client_id'), `${NAMES.id} is missing.`],
  [
    'all keys are missing',
    without('client_id', 'client_secret', 'start_date'),
    `${NAMES.id} is missing. ${NAMES.secret} is missing. ${NAMES.start} is missing.`,
  ],
  ['a needed key is null', { client_secret: null }, `${NAMES.secret} is missing.`],
  [
    'a needed key is misspelt',
    { client_id: undefined, clientId: 'x' },
    `${NAMES.id} is missing; found "clientId" instead. Did you mean client_id?`,
  ],
  [
    'a needed key has two letters exchanged',
    { client_secret: undefined, client_secert: SECRET },
    `${NAMES.secret} is missing; found "client_secert" instead. Did you mean client_secret?`,
  ],
  [
    'all of it stands below a key',
    group('connectionConfiguration'),
    [NAMES.id, NAMES.secret, NAMES.start]
      .map((name) => inside(name, 'connectionConfiguration'))
      .join(' '),
  ],
  [
    'a credential is a number',
    { client_id: 12345 },
    `${NAMES.id}: expected text in quotes, found a number without quotes.`,
  ],
  [
    'a credential is a list',
    { client_secret: [SECRET] },
    `${NAMES.secret}: expected text in quotes, found a list.`,
  ],
  [
    'a number is text',
    { bookings_recheck_hours: '24' },
    `${NAMES.hours}: expected a whole number, found "24".`,
  ],
  [
    'a whole number has a fraction',
    { bookings_recheck_hours: 1.5 },
    `${NAMES.hours}: expected a whole number, found 1.5.`,
  ],
  [
    'a number is too small',
    { bookings_recheck_hours: -1 },
    `${NAMES.hours}: expected at least 0, found -1.`,
  ],
  [
    'a number is too large',
    { bookings_recheck_hours: 9999 },
    `${NAMES.hours}: expected at most 8760, found 9999.`,
  ],
  [
    'a switch is text',
    { personal_data: { include_passports: 'yes' } },
    'Include passport details (personal_data.include_passports): expected true or false, found "yes".',
  ],
  [
    'a group is text',
    { advanced: 'none' },
    'Advanced (advanced): expected an object, found "none".',
  ],
  [
    'the rate is zero',
    { advanced: { requests_per_second: 0 } },
    'Requests per second (advanced.requests_per_second): expected at least 0.1, found 0.',
  ],
  [
    'the region is in capitals',
    { region: 'EU' },
    `${NAMES.region}: expected one of us, eu, found "EU". Did you mean eu?`,
  ],
  [
    'the region is unknown',
    { region: 'mars' },
    `${NAMES.region}: expected one of us, eu, found "mars".`,
  ],
  ['the region is a number', { region: 1 }, `${NAMES.region}: expected text in quotes, found 1.`],
  [
    'an expense type is misspelt',
    { transaction_types: ['fee'] },
    `${NAMES.types}: expected one of ${TYPES}, found "fee". Did you mean fees?`,
  ],
  [
    'an expense type has an underscore',
    { transaction_types: ['card_transactions'] },
    `${NAMES.types}: expected one of ${TYPES}, found "card_transactions". Did you mean card-transactions?`,
  ],
  [
    'an expense type is unknown',
    { transaction_types: ['hotels'] },
    `${NAMES.types}: expected one of ${TYPES}, found "hotels".`,
  ],
  [
    'an expense type is there twice',
    { transaction_types: ['fees', 'fees'] },
    `${NAMES.types}: expected each value once, found "fees" twice.`,
  ],
  [
    'expense types are no list',
    { transaction_types: 'fees' },
    `${NAMES.types}: expected a list, found "fees".`,
  ],
  [
    'the API address stands at the top level',
    { api_url: 'https://api.navan.com' },
    `${NAMES.address} belongs inside "advanced", not at the top level.`,
  ],
  [
    'a switch of personal data stands at the top level',
    { include_passports: true },
    `${NAMES.passports} belongs inside "personal_data", not at the top level.`,
  ],
  [
    'a field of one group stands in another',
    { personal_data: { api_url: 'https://api.navan.com' } },
    `${NAMES.address} belongs inside "advanced", not inside "personal_data".`,
  ],
  [
    'a field of the top level stands in a group',
    { advanced: { region: 'eu' } },
    `${NAMES.region} belongs at the top level, not inside "advanced".`,
  ],
  [
    'a field stands in a group that the form does not have',
    { options: { max_concurrency: 2 } },
    'Concurrent requests (advanced.max_concurrency) belongs inside "advanced", not inside "options".',
  ],
  [
    'a group stands in another',
    { advanced: { personal_data: { include_passports: true } } },
    'Personal data (personal_data) belongs at the top level, not inside "advanced".',
  ],
  [
    'a field stands at its place and at another as well',
    { api_url: 'https://api.navan.com', advanced: { api_url: 'https://api.navan.com' } },
    `${NAMES.address} belongs inside "advanced", not at the top level.`,
  ],
];

/** Configs that are not objects. */
export const NO_OBJECTS: readonly WrongField[] = [
  ['the config is a list', [], 'a list'],
  ['the config is text', 'x', '"x"'],
  ['the config is null', null, 'null'],
];

/** What is wrong, the start date, and the expected, found and suggested values. */
export type WrongDate = readonly [given: string, date: unknown, message: string];

const UTC = 'expected a time in UTC such as 2024-01-01T00:00:00Z, found';

export const DATES: readonly WrongDate[] = [
  [
    'it lies in the future',
    '2127-01-01T00:00:00Z',
    'expected a time in the past, found "2127-01-01T00:00:00Z".',
  ],
  [
    'it lies before computers counted time',
    '0001-01-01T00:00:00Z',
    'expected a time from 1970 on, found "0001-01-01T00:00:00Z".',
  ],
  [
    'it has no time zone',
    '2024-01-01T00:00:00',
    `${UTC} "2024-01-01T00:00:00", a time without a time zone. Append "Z" for UTC.`,
  ],
  [
    'it has another zone',
    '2024-01-01T00:00:00+02:00',
    `${UTC} "2024-01-01T00:00:00+02:00", a time in another time zone. Did you mean 2023-12-31T22:00:00Z?`,
  ],
  [
    'it has UTC in another spelling',
    '2024-01-01T00:00:00+00:00',
    `${UTC} "2024-01-01T00:00:00+00:00". Did you mean 2024-01-01T00:00:00Z?`,
  ],
  [
    'it has a small z',
    '2024-01-01T00:00:00z',
    `${UTC} "2024-01-01T00:00:00z". Did you mean 2024-01-01T00:00:00Z?`,
  ],
  [
    'it has a blank instead of the T',
    '2024-01-01 00:00:00Z',
    `${UTC} "2024-01-01 00:00:00Z". Did you mean 2024-01-01T00:00:00Z?`,
  ],
  [
    'it has no seconds',
    '2024-01-01T00:00Z',
    `${UTC} "2024-01-01T00:00Z". Did you mean 2024-01-01T00:00:00Z?`,
  ],
  [
    'it has blanks around it',
    ' 2024-01-01T00:00:00Z ',
    `${UTC} " 2024-01-01T00:00:00Z ". Did you mean 2024-01-01T00:00:00Z?`,
  ],
  [
    'it is a day',
    '2024-01-01',
    `${UTC} "2024-01-01", a date without a time. Did you mean 2024-01-01T00:00:00Z?`,
  ],
  [
    'it is 31 February',
    '2024-02-31T00:00:00Z',
    `${UTC} "2024-02-31T00:00:00Z", a date that does not exist.`,
  ],
  [
    'it has an hour too many',
    '2024-02-01T25:00:00Z',
    `${UTC} "2024-02-01T25:00:00Z", a time that does not exist.`,
  ],
  [
    'it has a leap second',
    '2016-12-31T23:59:60Z',
    `${UTC} "2016-12-31T23:59:60Z", a time that does not exist.`,
  ],
  ['it has the day first', '01.02.2024', `${UTC} "01.02.2024".`],
  ['it is no date', 'yesterday', `${UTC} "yesterday".`],
  ['it is empty', '', `${UTC} "".`],
  ['it is a number', 20240101, 'expected text in quotes, found 20240101.'],
];

/** What is wrong with the client secret, its value, and the value found. */
export type WrongCredential = readonly [given: string, value: string, found: string];

export const CREDENTIALS: readonly WrongCredential[] = [
  ['it is empty', '', 'an empty value'],
  ['it is nothing but blanks', '  ', 'only whitespace or quotes'],
  ['it is nothing but quotes', '""', 'only whitespace or quotes'],
  ['it has a blank inside', `abc ${SECRET}`, 'whitespace inside'],
  ['it has two lines', `abc\n${SECRET}`, 'several lines'],
  ['it has one quote', `"${SECRET}`, 'a quotation mark'],
  ['it has a label that is not the field’s', `Key for BI: ${SECRET}`, 'whitespace inside'],
  ['it begins with Bearer', `Bearer ${SECRET}`, 'whitespace inside'],
  ['it is masked', '**********', 'a masked value instead of the real one'],
  [
    'it has a dash of a text program',
    `${SECRET}–1`,
    'the character – (U+2013), which is not valid in a credential',
  ],
  [
    'it has a Cyrillic letter',
    `${SECRET}\u0430`,
    'the character \u0430 (U+0430), which is not valid in a credential',
  ],
  [
    'it has a control character',
    `${SECRET}\u0007`,
    'the character U+0007, which is not valid in a credential',
  ],
];

/** The characters around the client secret, its value, and what is removed with a notice. */
export const MENDED_CREDENTIALS: readonly WrongCredential[] = [
  ['blanks', ` \u00a0${SECRET}\n`, 'surrounding whitespace'],
  ['quotes', `"${SECRET}"`, 'surrounding quotes'],
  ['typographic quotes', `“${SECRET}”`, 'surrounding quotes'],
  ['a comma behind quotes', `"${SECRET}",`, 'surrounding quotes'],
  ['the title as label', `Client secret: ${SECRET}`, 'the label'],
  ['the key as label', `client_secret=${SECRET}`, 'the label'],
  ['a line of JSON', `"client_secret": "${SECRET}",`, 'the label, surrounding quotes'],
  ['invisible characters', `\ufeff${SECRET}\u200b`, 'invisible characters'],
];

/** What is wrong with `advanced.api_url`, its value, and the found and suggested values. */
export type WrongAddress = readonly [given: string, address: unknown, found: string];

const ALLOW =
  'The operator can allow other hosts in the environment variable SOURCE_NAVAN_ALLOWED_HOSTS.';
const MEANT = 'Did you mean https://api.navan.com?';
const PORT = 'A local address needs one, such as http://';

export const ADDRESSES: readonly WrongAddress[] = [
  [
    'http to another host',
    'http://api.navan.com',
    `http to api.navan.com, which would send the secret unencrypted. ${MEANT}`,
  ],
  [
    'a host that only begins like one',
    'https://api.navan.com.example.com',
    `the host api.navan.com.example.com. ${ALLOW}`,
  ],
  ['a host that only ends like one', 'https://evilnavan.com', `the host evilnavan.com. ${ALLOW}`],
  ['another host', 'https://example.com', `the host example.com. ${ALLOW}`],
  [
    'a host that only begins like loopback',
    'http://localhost.example.com:4010',
    'http to localhost.example.com, which would send the secret unencrypted.',
  ],
  [
    'a user name before the host',
    'https://api.navan.com@example.com',
    'a user name in the address.',
  ],
  [
    'a user name and the right host',
    'https://me:pw@api.navan.com',
    `a user name in the address. ${MEANT}`,
  ],
  [
    'a backslash before the host',
    'https://example.com\\@api.navan.com',
    'more than the host example.com.',
  ],
  ['an IP address', 'https://10.0.0.1', 'the IP address 10.0.0.1.'],
  [
    'an IP address by http',
    'http://169.254.169.254',
    'http to 169.254.169.254, which would send the secret unencrypted.',
  ],
  ['loopback in disguise', 'https://0x7f.1', `127.0.0.1 without a port. ${PORT}127.0.0.1:4010.`],
  [
    'loopback in disguise with a port',
    'https://0x7f.1:4010',
    'another spelling of 127.0.0.1. Did you mean https://127.0.0.1:4010?',
  ],
  ['an IPv6 address', 'https://[fe80::1]', 'the IP address [fe80::1].'],
  ['a path', 'https://api.navan.com/v1', `more than the host api.navan.com. ${MEANT}`],
  ['a query', 'https://api.navan.com?x=1', `more than the host api.navan.com. ${MEANT}`],
  ['another scheme', 'file:///etc/passwd', 'an address that does not start with https://.'],
  ['no scheme', 'api.navan.com', `an address that does not start with https://. ${MEANT}`],
  ['one slash', 'https:/api.navan.com', `an address that does not start with https://. ${MEANT}`],
  [
    'loopback without a port',
    'http://localhost',
    `localhost without a port. ${PORT}localhost:4010.`,
  ],
  [
    'loopback with a path',
    'http://localhost:4010/v1',
    'more than the host localhost. Did you mean http://localhost:4010?',
  ],
  [
    'another port',
    'https://api.navan.com:8443',
    `the host api.navan.com with the port 8443. ${MEANT}`,
  ],
  [
    'a port that no address has',
    'https://api.navan.com:99999',
    'an address with an invalid host or port.',
  ],
  [
    'a dot at its end',
    'https://api.navan.com.',
    `the host api.navan.com with a trailing dot. ${MEANT}`,
  ],
  [
    'a Cyrillic letter',
    'https://\u0430pi.navan.com',
    'the host xn--pi-6kc.navan.com, which contains letters of another alphabet. Type it by hand.',
  ],
  ['nothing', '', 'an empty value.'],
];

/** What is wrong, the catalog, the kind of the error, and the message. */
export type WrongCatalog = readonly [
  given: string,
  catalog: unknown,
  code: string,
  message: string,
];

export const selected = (name: string, sync_mode = 'full_refresh', more: object = {}): object => ({
  stream: { name, json_schema: {} },
  sync_mode,
  destination_sync_mode: 'append',
  ...more,
});

const STREAMS = [...SCOPES.keys(), 'sync_health'].join(', ');
const REFRESH = 'Refresh the schema of the connection and save it again.';
const DESELECT = 'Refresh the schema of the connection, or deselect the stream.';
const NO_CATALOG = `The configured catalog is not valid (the catalog): expected an object with a list "streams". ${REFRESH}`;
const BARE =
  'The configured catalog is not valid: expected streams such as {"stream": {"name": "…"}, "sync_mode": "full_refresh"}, found';
const MAKE = 'Turn it into a configured catalog. See "On the command line" in the README.';

export const CATALOGS: readonly WrongCatalog[] = [
  ['it has no streams', {}, 'catalog-invalid', NO_CATALOG],
  ['it is a list', [], 'catalog-invalid', NO_CATALOG],
  ['it is the config', config(), 'catalog-invalid', NO_CATALOG],
  [
    'a stream is misspelt',
    { streams: [selected('boookings')] },
    'stream-unknown',
    `The catalog selects a stream that does not exist: expected one of ${STREAMS}, found "boookings". Did you mean bookings? ${DESELECT}`,
  ],
  [
    'a stream is unknown',
    { streams: [selected('trips')] },
    'stream-unknown',
    `The catalog selects a stream that does not exist: expected one of ${STREAMS}, found "trips". ${DESELECT}`,
  ],
  [
    'a sync mode does not exist',
    { streams: [selected('users', 'cdc')] },
    'catalog-invalid',
    `The configured catalog is not valid (streams, users, sync_mode): expected full_refresh or incremental, found "cdc". ${REFRESH}`,
  ],
  [
    'a stream is there twice',
    { streams: [selected('users'), selected('users')] },
    'catalog-invalid',
    `The configured catalog is not valid (streams, users): expected each stream once, found a duplicate. ${REFRESH}`,
  ],
  [
    'a stream is a name alone',
    { streams: ['users'] },
    'catalog-invalid',
    `The configured catalog is not valid (streams[0]): expected an object with "stream" and "sync_mode". ${REFRESH}`,
  ],
  [
    'a stream has no name',
    { streams: [{ stream: {} }] },
    'catalog-invalid',
    `The configured catalog is not valid (streams[0].stream.name): expected a name. ${REFRESH}`,
  ],
  [
    'it is the message that discover prints',
    { type: 'CATALOG', catalog: { streams: [{ name: 'users' }] } },
    'catalog-invalid',
    `${BARE} the CATALOG message that discover prints. ${MAKE}`,
  ],
  [
    'it has the streams of discover',
    { streams: [{ name: 'users', json_schema: {} }] },
    'catalog-invalid',
    `${BARE} the catalog that discover prints. ${MAKE}`,
  ],
  [
    'it has the streams of Airbyte’s public API',
    { streams: [{ name: 'users', syncMode: 'full_refresh_overwrite' }] },
    'catalog-invalid',
    `${BARE} streams as Airbyte's public API configures them. ${MAKE}`,
  ],
  [
    'a sync mode does not exist in the form of Airbyte’s API',
    { streams: [{ stream: { name: 'users' }, config: { syncMode: 'cdc' } }] },
    'catalog-invalid',
    `The configured catalog is not valid (streams, users, sync_mode): expected full_refresh or incremental, found "cdc". ${REFRESH}`,
  ],
];

const OF_API = "The catalog has the format of Airbyte's API and is read as such.";

/** What is odd, the catalog, and the notice; absent if there is none. The read succeeds. */
export const ODD_CATALOGS: readonly (readonly [string, unknown, string | undefined])[] = [
  ['no stream is selected', { streams: [] }, 'No stream is selected; there is nothing to read.'],
  [
    'a stream has no such sync mode',
    { streams: [selected('users', 'incremental')] },
    'The stream does not support this sync mode; using full refresh. stream=users syncMode=incremental',
  ],
  [
    'it has the form of Airbyte’s API',
    {
      streams: [
        { stream: { name: 'bookings' }, config: { syncMode: 'incremental', selected: true } },
        { stream: { name: 'users' }, config: { syncMode: 'cdc', selected: false } },
      ],
    },
    OF_API,
  ],
  [
    'it stands in a connection as Airbyte’s API has it',
    {
      connectionId: 'x',
      syncCatalog: {
        streams: [{ stream: { name: 'users' }, config: { syncMode: 'full_refresh' } }],
      },
    },
    OF_API,
  ],
  [
    'its sync mode is in camelCase',
    { streams: [{ stream: { name: 'bookings' }, syncMode: 'incremental' }] },
    OF_API,
  ],
  ['a stream has no sync mode', { streams: [{ stream: { name: 'users' } }] }, undefined],
  [
    'columns are selected',
    {
      streams: [
        selected('users', 'full_refresh', {
          stream: { name: 'users', json_schema: { properties: { id: { type: 'string' } } } },
          selected_fields: [{ fieldPath: ['id'] }],
        }),
      ],
    },
    undefined,
  ],
  [
    'another cursor and key are selected',
    {
      streams: [
        selected('bookings', 'incremental', { cursor_field: ['created'], primary_key: [['x']] }),
      ],
    },
    undefined,
  ],
];

/** What is wrong, the state, its position, and the value found. */
export type WrongState = readonly [given: string, state: unknown, where: string, found: string];

export const stateOf = (stream_state: unknown, name = 'bookings'): unknown => [
  { type: 'STREAM', stream: { stream_descriptor: { name }, stream_state } },
];

export const STATES: readonly WrongState[] = [
  ['it is text', 'x', 'the top level', 'a string'],
  ['it is a number', 1, 'the top level', 'a number'],
  ['it has a number among the messages', [1], 'entry 1', 'a number'],
  ['it has a list among the messages', [[]], 'entry 1', 'a list'],
  ['it is something else', { foo: 1 }, 'the top level', '"foo", which is not a stream'],
  ['it is the config', config(), 'the top level', '"client_id", which is not a stream'],
  [
    'it is GLOBAL and its streams are no list',
    [{ type: 'GLOBAL', global: { stream_states: 'x' } }],
    'entry 1',
    'streams that are not a list',
  ],
  [
    'a stream’s state is text',
    stateOf('x'),
    'entry 1, bookings',
    'a stream_state that is not an object',
  ],
  [
    'a stream has no name',
    [{ type: 'STREAM', stream: { stream_descriptor: {} } }],
    'entry 1',
    'a stream without a name',
  ],
];

const month = (created_month: string, lastModified: unknown): object => ({
  partition: { created_month },
  cursor: { lastModified },
});
const OTHER_SHAPE =
  'State format not recognised; re-reading this stream from the start date. stream=bookings';
const NO_DATE =
  'A cursor in the state is not a date-time; re-reading that part of the stream from its beginning. stream=bookings';

/** What is odd, the state, and the notice; absent if there is none. The read succeeds. */
export const ODD_STATES: readonly (readonly [string, unknown, string | undefined])[] = [
  [
    'it is of another stream',
    stateOf({ states: [] }, 'trips'),
    'The state of a stream that does not exist is ignored. stream=trips',
  ],
  [
    'it is of Airbyte’s source-navan',
    stateOf({ lastModified: '2026-10-05T00:00:00Z' }),
    OTHER_SHAPE,
  ],
  [
    'it is of Airbyte’s source-navan, with a list',
    stateOf({ states: [{ partition: {}, cursor: { lastModified: '2026-10-05T00:00:00Z' } }] }),
    OTHER_SHAPE,
  ],
  ['it is GLOBAL and empty', [{ type: 'GLOBAL', global: { stream_states: [] } }], undefined],
  [
    'it is GLOBAL with something shared',
    [
      {
        type: 'GLOBAL',
        global: {
          shared_state: { lsn: 1 },
          stream_states: [
            { stream_descriptor: { name: 'bookings' }, stream_state: { states: [] } },
          ],
        },
      },
    ],
    'The shared_state of a GLOBAL state is ignored; its streams are read.',
  ],
  [
    'it was copied from Airbyte’s web application',
    [{ streamDescriptor: { name: 'bookings' }, streamState: { states: [] } }],
    "The state has the format of Airbyte's API; it is read, and written in the protocol's format.",
  ],
  ['its states are no list', stateOf({ states: 'x' }), OTHER_SHAPE],
  [
    'it has the old form',
    { bookings: { states: [] } },
    'The state has the old format without a type; it is read, and written in the current format.',
  ],
  [
    'it is of a newer version',
    stateOf({ states: [month('2026-10', '2026-10-05T00:00:00Z')], source_navan: { version: 9 } }),
    'The state was written by a newer version of this connector; only its cursors are used. stream=bookings',
  ],
  [
    'it has months before the start date',
    stateOf({ states: [month('2020-01', '2026-10-05T00:00:00Z')] }),
    undefined,
  ],
  ['a cursor is no date', stateOf({ states: [month('2026-10', 'banana')] }), NO_DATE],
  ['a cursor is a number', stateOf({ states: [month('2026-10', 5)] }), NO_DATE],
  [
    'a cursor lies in the future',
    stateOf({ states: [month('2026-10', '2126-01-01T00:00:00Z')] }),
    'The cursor is in the future; no record is sent until then. stream=bookings partition=2026-10 cursor=2126-01-01T00:00:00Z',
  ],
];

/** What is wrong, the arguments, and the expected, found and suggested values. */
export type WrongCommandLine = readonly [given: string, argv: readonly string[], message: string];

const COMMANDS = 'the commands are spec, check, discover, read, plan, probe.';

export const COMMAND_LINES: readonly WrongCommandLine[] = [
  ['a verb is misspelt', ['chek'], `"chek" is not a command; ${COMMANDS} Did you mean check?`],
  ['a verb is in capitals', ['Check'], `"Check" is not a command; ${COMMANDS} Did you mean check?`],
  ['there is no verb', [], `no command given; ${COMMANDS}`],
  ['a verb is unknown', ['write', '--config', 'x'], `"write" is not a command; ${COMMANDS}`],
  [
    'help is asked for an unknown verb',
    ['help', 'chek'],
    `"chek" is not a command; ${COMMANDS} Did you mean check?`,
  ],
  ['an option is unknown', ['spec', '--json'], 'unknown option --json.'],
  [
    'an option is misspelt',
    ['check', '--confg', 'x'],
    'unknown option --confg. Did you mean --config?',
  ],
  [
    'an option has one dash',
    ['check', '-config', 'x'],
    'unknown option -config. Did you mean --config?',
  ],
  ['an option is another verb’s', ['check', '--state', 'x'], 'unknown option --state.'],
  ['an option stands before the verb', ['--verbose', 'spec'], 'unknown option --verbose.'],
  ['an option is missing', ['check'], '--config <file> is missing.'],
  ['another option is missing', ['read', '--config', 'x'], '--catalog <file> is missing.'],
  ['a plan has no catalog', ['plan', '--config', 'x'], '--catalog <file> is missing.'],
  ['an option has no value', ['check', '--config'], '--config <file> needs a value.'],
  [
    'an option has no value before the next one',
    ['read', '--config', 'x', '--catalog', '--state', 'y'],
    '--catalog needs a file, but --state follows.',
  ],
  [
    'there is a word too many',
    ['spec', 'now'],
    'unexpected argument; only options may follow a command.',
  ],
];

/** The value of LOG_LEVEL, and the notice. */
export const LOG_LEVELS: readonly (readonly [string, string, string | undefined])[] = [
  [
    'LOG_LEVEL is no level',
    'verbose',
    'LOG_LEVEL is not valid; using INFO. found=verbose levels="FATAL, ERROR, WARN, INFO, DEBUG, TRACE"',
  ],
  ['LOG_LEVEL is in lower case', 'warn', undefined],
];

export const ALLOWED_HOSTS_MESSAGE =
  'The environment variable SOURCE_NAVAN_ALLOWED_HOSTS is not valid: expected host names such as navan.example.com, found "https://example.com". List host names, separated by commas, without scheme, port or path.';

/** What responds instead of the API, how the address begins, the kind of the error, and the message. */
export type WrongServer = readonly [
  server: ServerName,
  scheme: 'http' | 'https',
  code: string,
  message: string,
];

const LEADS = 'API address (advanced.api_url) resolves to http://127.0.0.1:PORT.';
const PAGE =
  'The response is a web page: look for a proxy or a firewall that responds instead of the API.';
const NETWORK =
  'Check the network, the proxy if there is one, and whether a firewall blocks connections to this address.';
const UNREACHED = 'The connection to the API failed (token):';

export const SERVERS: readonly WrongServer[] = [
  [
    'nothing',
    'http',
    'network-failure',
    `${UNREACHED} the connection to 127.0.0.1:PORT was refused (5 tries). ${NETWORK} ${LEADS}`,
  ],
  [
    'another protocol',
    'http',
    'network-failure',
    `${UNREACHED} 127.0.0.1:PORT does not speak HTTP (HPE_INVALID_CONSTANT) (5 tries). ${NETWORK} ${LEADS}`,
  ],
  [
    'a line that is cut',
    'http',
    'network-failure',
    `${UNREACHED} the connection to 127.0.0.1:PORT was closed before the response was complete (5 tries). ${NETWORK} ${LEADS}`,
  ],
  [
    'other JSON',
    'https',
    'network-failure',
    `${UNREACHED} 127.0.0.1:PORT does not speak TLS, which https requires (5 tries). ${NETWORK} ${LEADS.replace('http:', 'https:')}`,
  ],
  [
    'another place',
    'http',
    'redirected',
    `The API address redirects to another one (token): HTTP 302 to login.example.com. Correct the region, or the API address if one is set. ${LEADS}`,
  ],
  [
    'a page',
    'http',
    'unusable-answer',
    `The API kept returning unreadable responses (token): HTTP 200, the body is not declared as JSON (5 tries). Try again later. ${PAGE} ${LEADS}`,
  ],
  [
    'a page that refuses',
    'http',
    'turned-away',
    `Requests are blocked for now (token): HTTP 403, "<html><h1>Access denied</h1></html>" (5 tries). Try again later. If it persists, ask your network team and Navan's support to allow the connector's IP address. ${PAGE} ${LEADS}`,
  ],
  [
    'a page of a gateway',
    'http',
    'server-error',
    `The API kept returning server errors (token): HTTP 502, "<html><h1>Bad Gateway</h1></html>" (5 tries). Try again later. ${PAGE} ${LEADS}`,
  ],
  [
    'no such path',
    'http',
    'no-token-endpoint',
    `This address does not issue tokens (token): HTTP 404, "Not found". Correct the region, or the API address if one is set. ${LEADS}`,
  ],
  [
    'other JSON',
    'http',
    'unusable-answer',
    `The API kept returning unreadable responses (token): HTTP 200, the response has no usable access_token (5 tries). Try again later. ${LEADS}`,
  ],
];

/** Error of this machine's clock in hours, and the notice without its figure. */
export const WRONG_CLOCKS: readonly (readonly [string, number, string])[] = [
  [
    'it is five hours behind',
    5,
    "This machine's clock and the API's differ; time windows end at the later time, and cursors use the earlier one.",
  ],
  [
    'it is five hours ahead',
    -5,
    "This machine's clock and the API's differ; time windows end at the later time, and cursors use the earlier one.",
  ],
];

/** Fields that the form does not have, and the notice. */
export const UNKNOWN_FIELDS: readonly (readonly [string, object, string])[] = [
  [
    'a field is misspelt',
    { regoin: 'eu' },
    'The configuration has an unknown field, which is ignored. field=regoin didYouMean=region',
  ],
  [
    'a field lacks its last letter',
    { transaction_type: ['fees'] },
    'The configuration has an unknown field, which is ignored. field=transaction_type didYouMean=transaction_types',
  ],
  [
    'a field of a group is spelt otherwise and stands at the top level',
    { maxConcurrency: 2 },
    'The configuration has an unknown field, which is ignored. field=maxConcurrency didYouMean=advanced.max_concurrency',
  ],
];
