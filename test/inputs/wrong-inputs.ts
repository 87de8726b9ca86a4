import { config, SECRET } from './config';
import type { ServerName } from './servers';

/** What is wrong with a file, its bytes, the kind of the error and the message. */
export type WrongFile = readonly [
  given: string,
  content: string | Uint8Array | undefined,
  code: string,
  message: string,
];

const NO_FILE = 'Check the path; a relative one starts at the working directory.';
const EMPTY = 'Write the JSON into the file, or leave out the option if it is an optional one.';
const CORRECT = 'Correct the file at this place.';

/** Any of the files; reported for --config. */
export const FILES: readonly WrongFile[] = [
  [
    'the file is missing',
    undefined,
    'file-missing',
    `A file is missing (--config PATH). ${NO_FILE}`,
  ],
  ['the file is empty', '', 'file-empty', `A file is empty (--config PATH). ${EMPTY}`],
  ['the file has blanks only', ' \n', 'file-empty', `A file is empty (--config PATH). ${EMPTY}`],
  [
    'the file is huge',
    ' '.repeat(11 * 2 ** 20),
    'file-too-large',
    'A file is too large (--config PATH): found more than 10 MB. Check the path.',
  ],
  [
    'the file is not UTF-8',
    Buffer.from('{"client_id":"é"}', 'latin1'),
    'file-not-utf8',
    'A file is not text in UTF-8 (--config PATH). Save the file as UTF-8.',
  ],
  [
    'the file is UTF-16',
    Buffer.from('\ufeff{"client_id":"x"}', 'utf16le'),
    'file-not-utf8',
    'A file is not text in UTF-8 (--config PATH). Save the file as UTF-8.',
  ],
  [
    'the file has a comma too many',
    `{"client_id": "x",\n "client_secret": "${SECRET}",\n}`,
    'file-not-json',
    `A file is not valid JSON (--config PATH): found a mistake in line 3, column 1. ${CORRECT}`,
  ],
  [
    'the file has a text without quotes',
    `{"client_id": "x",\n "client_secret": s${SECRET}}`,
    'file-not-json',
    `A file is not valid JSON (--config PATH): found a mistake in line 2, column 19. ${CORRECT}`,
  ],
  [
    'the file has nothing where a value should be',
    '{"client_id": }',
    'file-not-json',
    `A file is not valid JSON (--config PATH): found a mistake in line 1, column 15. ${CORRECT}`,
  ],
  [
    'the file is YAML',
    `client_id: x\nclient_secret: ${SECRET}\n`,
    'file-not-json',
    `A file is not valid JSON (--config PATH): found a mistake in line 1, column 1. ${CORRECT}`,
  ],
  [
    'the file has single quotes',
    "{'client_id': 'x'}",
    'file-not-json',
    `A file is not valid JSON (--config PATH): found a mistake in line 1, column 2. ${CORRECT}`,
  ],
  [
    'the file was cut off in a text',
    `{"client_secret": "${SECRET}`,
    'file-not-json',
    `A file is not valid JSON (--config PATH): found its end too early. ${CORRECT}`,
  ],
  [
    'the file was cut off behind a colon',
    '{"client_id": ',
    'file-not-json',
    `A file is not valid JSON (--config PATH): found its end too early. ${CORRECT}`,
  ],
  [
    'the file has what a command printed',
    '{"type":"LOG","log":{}}\n{"type":"SPEC"}\n',
    'file-not-json',
    'A file is not valid JSON (--config PATH): expected one JSON text, found a message a line, as the connector prints them. Take out of them what is needed. The README says how, under "On the command line".',
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
  hours: 'Hours between checks of older bookings (bookings_recheck_hours)',
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
  `${name}: expected a value, found it inside of "${key}". It belongs one level higher.`;

export const FIELDS: readonly WrongField[] = [
  ['a key is missing', without('client_id'), `${NAMES.id}: expected a value, found none.`],
  [
    'all keys are missing',
    without('client_id', 'client_secret', 'start_date'),
    `${NAMES.id}: expected a value, found none. ${NAMES.secret}: expected a value, found none. ${NAMES.start}: expected a value, found none.`,
  ],
  [
    'a needed key is null',
    { client_secret: null },
    `${NAMES.secret}: expected a value, found none.`,
  ],
  [
    'a needed key is misspelt',
    { client_id: undefined, clientId: 'x' },
    `${NAMES.id}: expected a value, found none, but "clientId". Did you mean client_id?`,
  ],
  [
    'a needed key has two letters exchanged',
    { client_secret: undefined, client_secert: SECRET },
    `${NAMES.secret}: expected a value, found none, but "client_secert". Did you mean client_secret?`,
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
    `${NAMES.address}: expected it inside of "advanced", found it at the top level.`,
  ],
  [
    'a switch of personal data stands at the top level',
    { include_passports: true },
    `${NAMES.passports}: expected it inside of "personal_data", found it at the top level.`,
  ],
  [
    'a field of one group stands in another',
    { personal_data: { api_url: 'https://api.navan.com' } },
    `${NAMES.address}: expected it inside of "advanced", found it inside of "personal_data".`,
  ],
  [
    'a field of the top level stands in a group',
    { advanced: { region: 'eu' } },
    `${NAMES.region}: expected it at the top level, found it inside of "advanced".`,
  ],
  [
    'a field stands in a group that the form does not have',
    { options: { max_concurrency: 2 } },
    'Requests at the same time (advanced.max_concurrency): expected it inside of "advanced", found it inside of "options".',
  ],
  [
    'a group stands in another',
    { advanced: { personal_data: { include_passports: true } } },
    'Personal data (personal_data): expected it at the top level, found it inside of "advanced".',
  ],
  [
    'a field stands at its place and at another as well',
    { api_url: 'https://api.navan.com', advanced: { api_url: 'https://api.navan.com' } },
    `${NAMES.address}: expected it inside of "advanced", found it at the top level.`,
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
    'expected a time since 1970, found "0001-01-01T00:00:00Z".',
  ],
  [
    'it has no time zone',
    '2024-01-01T00:00:00',
    `${UTC} "2024-01-01T00:00:00", a time without time zone. A "Z" at its end means UTC.`,
  ],
  [
    'it has another zone',
    '2024-01-01T00:00:00+02:00',
    `${UTC} "2024-01-01T00:00:00+02:00", a time in another zone. Did you mean 2023-12-31T22:00:00Z?`,
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
    `${UTC} "2024-01-01", a day without a time. Did you mean 2024-01-01T00:00:00Z?`,
  ],
  [
    'it is 31 February',
    '2024-02-31T00:00:00Z',
    `${UTC} "2024-02-31T00:00:00Z", a day that does not exist.`,
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
  ['it is empty', '', 'an empty field'],
  ['it is nothing but blanks', '  ', 'nothing but blanks or quotes'],
  ['it is nothing but quotes', '""', 'nothing but blanks or quotes'],
  ['it has a blank inside', `abc ${SECRET}`, 'a blank inside'],
  ['it has two lines', `abc\n${SECRET}`, 'several lines'],
  ['it has one quote', `"${SECRET}`, 'a quote'],
  ['it has a label that is not the field’s', `Key for BI: ${SECRET}`, 'a blank inside'],
  ['it begins with Bearer', `Bearer ${SECRET}`, 'a blank inside'],
  ['it is masked', '**********', 'a masked value, as a form shows it instead of the real one'],
  [
    'it has a dash of a text program',
    `${SECRET}–1`,
    'the character – (U+2013), which no credential has',
  ],
  [
    'it has a Cyrillic letter',
    `${SECRET}\u0430`,
    'the character \u0430 (U+0430), which no credential has',
  ],
  [
    'it has a control character',
    `${SECRET}\u0007`,
    'the character U+0007, which no credential has',
  ],
];

/** The characters around the client secret, its value, and what is removed with a notice. */
export const MENDED_CREDENTIALS: readonly WrongCredential[] = [
  ['blanks', ` \u00a0${SECRET}\n`, 'blanks around it'],
  ['quotes', `"${SECRET}"`, 'quotes around it'],
  ['typographic quotes', `“${SECRET}”`, 'quotes around it'],
  ['a comma behind quotes', `"${SECRET}",`, 'quotes around it'],
  ['the title as label', `Client secret: ${SECRET}`, 'the label before it'],
  ['the key as label', `client_secret=${SECRET}`, 'the label before it'],
  ['a line of JSON', `"client_secret": "${SECRET}",`, 'the label before it and quotes around it'],
  ['invisible characters', `\ufeff${SECRET}\u200b`, 'invisible characters'],
];

/** What is wrong with `advanced.api_url`, its value, and the found and suggested values. */
export type WrongAddress = readonly [given: string, address: unknown, found: string];

const ALLOW =
  'Whoever runs the connector can allow another host in the environment variable SOURCE_NAVAN_ALLOWED_HOSTS.';
const MEANT = 'Did you mean https://api.navan.com?';
const PORT = 'An address of this machine needs one, such as http://';

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
    'more than a host: example.com and a path.',
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
  ['a path', 'https://api.navan.com/v1', `more than a host: api.navan.com and a path. ${MEANT}`],
  ['a query', 'https://api.navan.com?x=1', `more than a host: api.navan.com and a path. ${MEANT}`],
  ['another scheme', 'file:///etc/passwd', 'no address that begins with https://.'],
  ['no scheme', 'api.navan.com', `no address that begins with https://. ${MEANT}`],
  ['one slash', 'https:/api.navan.com', `no address that begins with https://. ${MEANT}`],
  [
    'loopback without a port',
    'http://localhost',
    `localhost without a port. ${PORT}localhost:4010.`,
  ],
  [
    'loopback with a path',
    'http://localhost:4010/v1',
    'more than a host: localhost and a path. Did you mean http://localhost:4010?',
  ],
  [
    'another port',
    'https://api.navan.com:8443',
    `the host api.navan.com with the port 8443. ${MEANT}`,
  ],
  [
    'a port that no address has',
    'https://api.navan.com:99999',
    'an address with a mistake in its host or port.',
  ],
  [
    'a dot at its end',
    'https://api.navan.com.',
    `the host api.navan.com with a dot at its end. ${MEANT}`,
  ],
  [
    'a Cyrillic letter',
    'https://\u0430pi.navan.com',
    'the host xn--pi-6kc.navan.com, which has letters of another alphabet. Type it by hand.',
  ],
  ['nothing', '', 'an empty field.'],
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

const STREAMS = 'bookings, transactions, users, transaction_receipts';
const REFRESH = 'Refresh the schema of the connection and save it again.';
const DESELECT = 'Refresh the schema of the connection, or deselect the stream.';
const NO_CATALOG = `The catalog is not a configured catalog (the catalog): expected an object with the list "streams". ${REFRESH}`;
const BARE =
  'The catalog is not a configured catalog: expected streams such as {"stream": {"name": "…"}, "sync_mode": "full_refresh"}, found';
const MAKE = 'Make a configured catalog of it. The README says how, under "On the command line".';

export const CATALOGS: readonly WrongCatalog[] = [
  ['it has no streams', {}, 'catalog-invalid', NO_CATALOG],
  ['it is a list', [], 'catalog-invalid', NO_CATALOG],
  ['it is the config', config(), 'catalog-invalid', NO_CATALOG],
  [
    'a stream is misspelt',
    { streams: [selected('boookings')] },
    'stream-unknown',
    `The catalog names a stream that does not exist: expected one of ${STREAMS}, found "boookings". Did you mean bookings? ${DESELECT}`,
  ],
  [
    'a stream is unknown',
    { streams: [selected('trips')] },
    'stream-unknown',
    `The catalog names a stream that does not exist: expected one of ${STREAMS}, found "trips". ${DESELECT}`,
  ],
  [
    'a sync mode does not exist',
    { streams: [selected('users', 'cdc')] },
    'catalog-invalid',
    `The catalog is not a configured catalog (streams, users, sync_mode): expected full_refresh or incremental, found "cdc". ${REFRESH}`,
  ],
  [
    'a stream is there twice',
    { streams: [selected('users'), selected('users')] },
    'catalog-invalid',
    `The catalog is not a configured catalog (streams, users): expected each stream once, found it twice. ${REFRESH}`,
  ],
  [
    'a stream is a name alone',
    { streams: ['users'] },
    'catalog-invalid',
    `The catalog is not a configured catalog (streams[0]): expected an object with "stream" and "sync_mode". ${REFRESH}`,
  ],
  [
    'a stream has no name',
    { streams: [{ stream: {} }] },
    'catalog-invalid',
    `The catalog is not a configured catalog (streams[0].stream.name): expected a name. ${REFRESH}`,
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
    `${BARE} a catalog as discover prints it. ${MAKE}`,
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
    `The catalog is not a configured catalog (streams, users, sync_mode): expected full_refresh or incremental, found "cdc". ${REFRESH}`,
  ],
];

const OF_API = "The catalog has the form of Airbyte's API; it is read as it is meant there.";

/** What is odd, the catalog, and the notice; absent if there is none. The read succeeds. */
export const ODD_CATALOGS: readonly (readonly [string, unknown, string | undefined])[] = [
  ['no stream is selected', { streams: [] }, 'No stream is selected: nothing is read.'],
  [
    'a stream has no such sync mode',
    { streams: [selected('users', 'incremental')] },
    'The stream users has no incremental sync and is read by full refresh.',
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
  ['it is something else', { foo: 1 }, 'the top level', '"foo", which is no stream'],
  ['it is the config', config(), 'the top level', '"client_id", which is no stream'],
  [
    'it is GLOBAL and its streams are no list',
    [{ type: 'GLOBAL', global: { stream_states: 'x' } }],
    'entry 1',
    'streams that are no list',
  ],
  [
    'a stream’s state is text',
    stateOf('x'),
    'entry 1, bookings',
    'a stream_state that is no object',
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
  'The state has another shape than this connector writes; the stream is read from the beginning, once. stream=bookings';
const NO_DATE =
  'A cursor in the state is not a date-time; that part of the stream is read from the beginning, once. stream=bookings';

/** What is odd, the state, and the notice; absent if there is none. The read succeeds. */
export const ODD_STATES: readonly (readonly [string, unknown, string | undefined])[] = [
  [
    'it is of another stream',
    stateOf({ states: [] }, 'trips'),
    'The state of "trips" is ignored: there is no such stream.',
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
    'The GLOBAL state has a shared_state, which is ignored: this source has none. Its streams are read.',
  ],
  [
    'it was copied from Airbyte’s web application',
    [{ streamDescriptor: { name: 'bookings' }, streamState: { states: [] } }],
    "The state has the form of Airbyte's API. It is read, and written in the protocol's form.",
  ],
  ['its states are no list', stateOf({ states: 'x' }), OTHER_SHAPE],
  [
    'it has the old form',
    { bookings: { states: [] } },
    'The state has the old form without a type. It is read, and written in the new form.',
  ],
  [
    'it is of a newer version',
    stateOf({ states: [month('2026-10', '2026-10-05T00:00:00Z')], source_navan: { version: 9 } }),
    'The state was written by a newer version of this connector; its cursors are used, the rest is not. stream=bookings',
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
    'The cursor lies in the future; nothing is sent until then. stream=bookings partition=2026-10 cursor=2126-01-01T00:00:00Z',
  ],
];

/** What is wrong, the arguments, and the expected, found and suggested values. */
export type WrongCommandLine = readonly [given: string, argv: readonly string[], message: string];

const VERBS = 'expected one of spec, check, discover, read, probe, found';

export const COMMAND_LINES: readonly WrongCommandLine[] = [
  ['a verb is misspelt', ['chek'], `${VERBS} chek. Did you mean check?`],
  ['a verb is in capitals', ['Check'], `${VERBS} Check. Did you mean check?`],
  ['there is no verb', [], `${VERBS} no verb.`],
  ['a verb is unknown', ['write', '--config', 'x'], `${VERBS} write.`],
  ['help is asked for an unknown verb', ['help', 'chek'], `${VERBS} chek. Did you mean check?`],
  ['an option is unknown', ['spec', '--json'], 'found the unknown option --json.'],
  [
    'an option is misspelt',
    ['check', '--confg', 'x'],
    'found the unknown option --confg. Did you mean --config?',
  ],
  [
    'an option has one dash',
    ['check', '-config', 'x'],
    'found the unknown option -config. Did you mean --config?',
  ],
  ['an option is another verb’s', ['check', '--state', 'x'], 'found the unknown option --state.'],
  [
    'an option stands before the verb',
    ['--verbose', 'spec'],
    'found the unknown option --verbose.',
  ],
  ['an option is missing', ['check'], 'expected --config <file>, found no such option.'],
  [
    'another option is missing',
    ['read', '--config', 'x'],
    'expected --catalog <file>, found no such option.',
  ],
  [
    'an option has no value',
    ['check', '--config'],
    'expected --config <file>, found nothing behind it.',
  ],
  [
    'an option has no value before the next one',
    ['read', '--config', 'x', '--catalog', '--state', 'y'],
    'expected a file behind --catalog, found --state.',
  ],
  [
    'there is a word too many',
    ['spec', 'now'],
    'expected options only, found something that is no option.',
  ],
];

/** The value of LOG_LEVEL, and the notice. */
export const LOG_LEVELS: readonly (readonly [string, string, string | undefined])[] = [
  [
    'LOG_LEVEL is no level',
    'verbose',
    'LOG_LEVEL is "verbose", which is no level. INFO is used; the levels are FATAL, ERROR, WARN, INFO, DEBUG, TRACE.',
  ],
  ['LOG_LEVEL is in lower case', 'warn', undefined],
];

export const ALLOWED_HOSTS_MESSAGE =
  'The environment variable SOURCE_NAVAN_ALLOWED_HOSTS cannot be used: expected host names such as navan.example.com, found "https://example.com". List host names, separated by commas, without scheme, port and path.';

/** What responds instead of the API, how the address begins, the kind of the error, and the message. */
export type WrongServer = readonly [
  server: ServerName,
  scheme: 'http' | 'https',
  code: string,
  message: string,
];

const LEADS = 'API address (advanced.api_url) leads to http://127.0.0.1:PORT.';
const PAGE =
  'The answer is a web page: look for a proxy or a firewall that answers in the place of the API.';
const NETWORK =
  'Check the network, the proxy, if there is one, and whether a firewall lets connections to this address out.';
const UNREACHED = 'The API could not be reached, or the connection broke (token): found';

export const SERVERS: readonly WrongServer[] = [
  [
    'nothing',
    'http',
    'network-failure',
    `${UNREACHED} the connection to 127.0.0.1:PORT was refused after 5 tries. ${NETWORK} ${LEADS}`,
  ],
  [
    'another protocol',
    'http',
    'network-failure',
    `${UNREACHED} 127.0.0.1:PORT does not answer in HTTP (HPE_INVALID_CONSTANT) after 5 tries. ${NETWORK} ${LEADS}`,
  ],
  [
    'a line that is cut',
    'http',
    'network-failure',
    `${UNREACHED} the connection to 127.0.0.1:PORT was closed before the answer was complete after 5 tries. ${NETWORK} ${LEADS}`,
  ],
  [
    'other JSON',
    'https',
    'network-failure',
    `${UNREACHED} 127.0.0.1:PORT does not answer in TLS, as https asks for after 5 tries. ${NETWORK} ${LEADS.replace('http:', 'https:')}`,
  ],
  [
    'another place',
    'http',
    'redirected',
    `The API address leads somewhere else (token): found HTTP 302 to login.example.com. Correct the region, or the API address, if one is set. ${LEADS}`,
  ],
  [
    'a page',
    'http',
    'unusable-answer',
    `The API kept answering with something that cannot be read (token): found HTTP 200, the body is not declared as JSON after 5 tries. Try again later. ${PAGE} ${LEADS}`,
  ],
  [
    'a page that refuses',
    'http',
    'turned-away',
    `Requests are turned away for now (token): found HTTP 403, "<html><h1>Access denied</h1></html>" after 5 tries. Try again later; if it stays so, have the address that the connector comes from allowed by the network it passes and by the support of the API. ${PAGE} ${LEADS}`,
  ],
  [
    'a page of a gateway',
    'http',
    'server-error',
    `The API kept answering with a server error (token): found HTTP 502, "<html><h1>Bad Gateway</h1></html>" after 5 tries. Try again later. ${PAGE} ${LEADS}`,
  ],
  [
    'no such path',
    'http',
    'no-token-endpoint',
    `This address does not hand out tokens (token): found HTTP 404, "Not found". Correct the region, or the API address, if one is set. ${LEADS}`,
  ],
  [
    'other JSON',
    'http',
    'unusable-answer',
    `The API kept answering with something that cannot be read (token): found HTTP 200, the answer has no usable access_token after 5 tries. Try again later. ${LEADS}`,
  ],
];

/** Error of this machine's clock in hours, and the notice without its figure. */
export const WRONG_CLOCKS: readonly (readonly [string, number, string])[] = [
  [
    'it is five hours behind',
    5,
    "This machine's clock and the API's differ; time ranges end at the later of both, and cursors take the earlier.",
  ],
  [
    'it is five hours ahead',
    -5,
    "This machine's clock and the API's differ; time ranges end at the later of both, and cursors take the earlier.",
  ],
];

/** Fields that the form does not have, and the notice. */
export const UNKNOWN_FIELDS: readonly (readonly [string, object, string])[] = [
  [
    'a field is misspelt',
    { regoin: 'eu' },
    '"regoin" is no field of the form and is ignored. Did you mean region?',
  ],
  [
    'a field lacks its last letter',
    { transaction_type: ['fees'] },
    '"transaction_type" is no field of the form and is ignored. Did you mean transaction_types?',
  ],
  [
    'a field of a group is spelt otherwise and stands at the top level',
    { maxConcurrency: 2 },
    '"maxConcurrency" is no field of the form and is ignored. Did you mean advanced.max_concurrency?',
  ],
];
