import { parseConfig } from '../../../src/config/parse-config';
import { widenSpec } from '../../../src/config/spec';
import { ConnectorError } from '../../../src/errors/connector-error';
import { config, SPEC } from './spec-fixture';

const NOW = Date.parse('2026-11-24T00:00:00Z');
const advanced = (api_url: unknown) => ({ advanced: { api_url } });
const url = (found: string) =>
  `API address (advanced.api_url): expected https://HOST.navan.com, found ${found}`;
const date = (found: string) =>
  `Start date (start_date): expected a time in UTC such as 2024-01-01T00:00:00Z, found ${found}`;
const secret = (found: string) =>
  `Client secret (client_secret): expected the value as Navan shows it, found ${found}`;

/** What is wrong, what was filled in, and what the person reads about it. */
const WRONG: readonly (readonly [
  what: string,
  changes: Record<string, unknown>,
  message: string,
])[] = [
  [
    'a key is missing',
    { client_id: undefined },
    'Client ID (client_id): expected a value, found none.',
  ],
  [
    'a needed key is null',
    { client_secret: null },
    'Client secret (client_secret): expected a value, found none.',
  ],
  ['a needed key is empty', { client_secret: '' }, secret('nothing but blanks.')],
  [
    'a needed key is misspelt',
    { client_id: undefined, clientId: 'x' },
    'found none, but "clientId". Did you mean client_id?',
  ],
  [
    'a credential is a number',
    { client_id: 12345 },
    'Client ID (client_id): expected text in quotes, found a number without quotes.',
  ],
  [
    'a number is text',
    { bookings_recheck_hours: '24' },
    'Hours between checks of older bookings (bookings_recheck_hours): expected a whole number, found "24".',
  ],
  [
    'a whole number has a fraction',
    { bookings_recheck_hours: 1.5 },
    'expected a whole number, found 1.5.',
  ],
  [
    'a number is too small',
    { bookings_recheck_hours: -1 },
    '(bookings_recheck_hours): expected a value >= 0, found -1.',
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
    '(advanced.requests_per_second): expected a value > 0, found 0.',
  ],
  [
    'the region is unknown',
    { region: 'EU' },
    'Region (region): expected one of us, eu, found "EU". Did you mean eu?',
  ],
  [
    'the region is far from any',
    { region: 'mars' },
    'Region (region): expected one of us, eu, found "mars".',
  ],
  [
    'an expense type is misspelt',
    { transaction_types: ['fee'] },
    'Expense types (transaction_types): expected one of card-transactions, fees, repayments, found "fee". Did you mean fees?',
  ],
  [
    'an expense type is there twice',
    { transaction_types: ['fees', 'fees'] },
    'Expense types (transaction_types): expected no duplicate items',
  ],
  [
    'expense types are no list',
    { transaction_types: 'fees' },
    'Expense types (transaction_types): expected a list, found "fees".',
  ],
  [
    'the start lies in the future',
    { start_date: '2027-01-01T00:00:00Z' },
    'Start date (start_date): expected a time in the past, found "2027-01-01T00:00:00Z".',
  ],
  [
    'the start has no time zone',
    { start_date: '2024-01-01T00:00:00' },
    date('"2024-01-01T00:00:00", a time without time zone. A "Z" at its end means UTC.'),
  ],
  [
    'the start has another zone',
    { start_date: '2024-01-01T00:00:00+02:00' },
    'a time in another zone. Did you mean 2023-12-31T22:00:00Z?',
  ],
  [
    'the start is a day',
    { start_date: '2024-01-01' },
    date('"2024-01-01", a day without a time. Did you mean 2024-01-01T00:00:00Z?'),
  ],
  [
    'the start is 31 February',
    { start_date: '2024-02-31T00:00:00Z' },
    date('"2024-02-31T00:00:00Z", a day that does not exist.'),
  ],
  [
    'the start has an hour too many',
    { start_date: '2024-02-01T25:00:00Z' },
    'a time that does not exist.',
  ],
  [
    'the start has a leap second',
    { start_date: '2016-12-31T23:59:60Z' },
    'a time that does not exist.',
  ],
  ['the start is no date', { start_date: 'yesterday' }, date('"yesterday".')],
  ['a credential has a blank inside', { client_secret: 'abc def' }, secret('a blank inside.')],
  ['a credential has two lines', { client_secret: 'abc\ndef' }, secret('several lines.')],
  [
    'a credential is masked',
    { client_secret: '**********' },
    secret('a masked value, as a form shows it instead of the real one.'),
  ],
  ['a credential has one quote', { client_secret: '"abcdef' }, secret('a quote.')],
  [
    'a credential has a dash of a text program',
    { client_id: '3f2c–9a14' },
    'found the character – (U+2013), which no credential has.',
  ],
  [
    'a credential has an unknown label',
    { client_secret: 'Key for BI: abcdef' },
    secret('a blank inside.'),
  ],
  [
    'http to another host',
    advanced('http://api.navan.com'),
    url(
      'http to api.navan.com, which would send the secret unencrypted. Did you mean https://api.navan.com?',
    ),
  ],
  [
    'a host that only begins like one',
    advanced('https://api.navan.com.example.com'),
    url(
      'the host api.navan.com.example.com. Whoever runs the connector can allow another host in the environment variable SOURCE_NAVAN_ALLOWED_HOSTS.',
    ),
  ],
  [
    'a user name before the host',
    advanced('https://api.navan.com@example.com'),
    url('a user name in the address.'),
  ],
  [
    'a user name and the right host',
    advanced('https://me:pw@api.navan.com'),
    url('a user name in the address. Did you mean https://api.navan.com?'),
  ],
  [
    'a backslash before the host',
    advanced('https://example.com\\@api.navan.com'),
    url('more than a host: example.com and a path.'),
  ],
  ['an IP address', advanced('https://10.0.0.1'), url('the IP address 10.0.0.1.')],
  [
    'an IP address in disguise',
    advanced('https://0x7f.1'),
    url('127.0.0.1 without a port. An address of this machine needs one'),
  ],
  ['an IPv6 address', advanced('https://[fe80::1]'), url('the IP address [fe80::1].')],
  [
    'a path',
    advanced('https://api.navan.com/v1'),
    url('more than a host: api.navan.com and a path. Did you mean https://api.navan.com?'),
  ],
  ['another scheme', advanced('file:///etc/passwd'), url('no address that begins with https://.')],
  [
    'no scheme',
    advanced('api.navan.com'),
    url('no address that begins with https://. Did you mean https://api.navan.com?'),
  ],
  [
    'loopback without a port',
    advanced('http://localhost'),
    url(
      'localhost without a port. An address of this machine needs one, such as http://localhost:4010.',
    ),
  ],
  [
    'loopback with a path',
    advanced('http://localhost:4010/v1'),
    url('more than a host: localhost and a path. Did you mean http://localhost:4010?'),
  ],
  [
    'loopback in disguise with a port',
    advanced('https://0x7f.1:4010'),
    url('another spelling of 127.0.0.1. Did you mean https://127.0.0.1:4010?'),
  ],
  [
    'a port that no address has',
    advanced('https://api.navan.com:99999'),
    url('an address with a mistake in its host or port.'),
  ],
  [
    'a line break behind the address',
    advanced('https://api.navan.com\nhttps://example.com'),
    'API address',
  ],
];

function messageOf(value: unknown, spec = SPEC): string {
  try {
    parseConfig(value, spec, NOW);
  } catch (error) {
    expect(error).toBeInstanceOf(ConnectorError);
    expect((error as ConnectorError).failureType).toBe('config_error');
    return (error as ConnectorError).message;
  }
  return 'accepted';
}

describe('given a config that is wrong, when it is parsed', () => {
  it.each(WRONG)('then, if %s, the message says so', (_, changes, message) => {
    const given = JSON.parse(JSON.stringify(config(changes))) as unknown;
    expect(messageOf(given)).toContain(message);
    expect(messageOf(given)).toMatch(/^The configuration cannot be used\. /);
  });

  it.each([
    ['a list', [], 'found a list.'],
    ['text', 'x', 'found "x".'],
    ['null', null, 'found null.'],
  ])('then, if it is %s, the message says so', (_, given, message) => {
    expect(messageOf(given)).toBe(
      `The configuration cannot be used: expected an object in braces, ${message} Write the values of the form as one JSON object.`,
    );
  });

  it('then every mistake is named at once', () => {
    const message = messageOf({ region: 'EU', start_date: '2024-01-01' });
    for (const key of ['client_id', 'client_secret', 'start_date', 'region'])
      expect(message).toContain(`(${key})`);
  });

  it('then no message shows the value of a credential', () => {
    const message = messageOf(config({ client_secret: 'hunter2 hunter2', client_id: ['hunter2'] }));
    expect(message).not.toContain('hunter2');
  });
});

describe('given a config that is nearly right, when it is parsed', () => {
  it.each([
    ['blanks', ' \u00a0abcdef\n', 'blanks around it'],
    ['quotes', '"abcdef"', 'quotes around it'],
    ['typographic quotes', '“abcdef”', 'quotes around it'],
    ['a comma behind quotes', '"abcdef",', 'quotes around it'],
    ['the title as label', 'Client secret: abcdef', 'the label before it'],
    ['the key as label', 'client_secret=abcdef', 'the label before it'],
    ['a line of JSON', '"client_secret": "abcdef",', 'the label before it and quotes around it'],
    ['invisible characters', '\ufeffabc\u200bdef', 'invisible characters'],
  ])('then %s are removed from a credential with a notice', (_, given, removed) => {
    const parsed = parseConfig(config({ client_secret: given }), SPEC, NOW);
    expect(parsed.raw['client_secret']).toBe('abcdef');
    expect(parsed.secrets).toEqual(['abcdef']);
    expect(parsed.notices).toHaveLength(1);
    expect(parsed.notices[0]).toMatch(/^Client secret \(client_secret\): .* removed\.$/);
    for (const part of removed.split(' and ')) expect(parsed.notices[0]).toContain(part);
  });

  it('then a null of an optional key is absent, and nothing is filled in', () => {
    const given = config({ region: null, advanced: { api_url: null, max_concurrency: 2 } });
    const parsed = parseConfig(given, SPEC, NOW);
    expect(parsed.raw).toEqual(config({ advanced: { max_concurrency: 2 } }));
    expect(Object.keys(parsed.raw)).not.toContain('region');
  });

  it('then unknown keys are left alone, and one that is close to an absent key gets a notice', () => {
    const given = config({
      __injected_declarative_manifest: {},
      regoin: 'eu',
      something: 1,
      advanced: { api_uri: 'https://api.navan.com' },
    });
    const parsed = parseConfig(given, SPEC, NOW);
    expect(parsed.raw).toEqual(given);
    expect(parsed.notices).toEqual([
      '"regoin" is no field of the form and is ignored. Did you mean region?',
      '"advanced.api_uri" is no field of the form and is ignored. Did you mean advanced.api_url?',
    ]);
  });

  it('then an address loses its slash and its capitals', () => {
    const parsed = parseConfig(config(advanced('HTTPS://API.Navan.com/')), SPEC, NOW);
    expect(parsed.raw['advanced']).toEqual({ api_url: 'https://api.navan.com' });
  });

  it.each([
    'https://app-fra.navan.com',
    'https://api.tripactions.com:443',
    'http://127.0.0.1:4010',
    'http://[::1]:4010',
  ])('then the address %s is accepted', (address) => {
    expect(messageOf(config(advanced(address)))).toBe('accepted');
  });

  it('then the result is frozen to its depth', () => {
    const { raw } = parseConfig(config(advanced('https://api.navan.com')), SPEC, NOW);
    expect(Object.isFrozen(raw)).toBe(true);
    expect(Object.isFrozen(raw['advanced'])).toBe(true);
  });
});

describe('given a host that the operator allows, when a config is parsed', () => {
  const widened = widenSpec(SPEC, ['navan.proxy.example']);

  it.each([
    ['https://navan.proxy.example', 'accepted'],
    ['https://navan.proxy.example:8443', 'accepted'],
    ['https://api.navan.com', 'accepted'],
    ['http://navan.proxy.example', 'unencrypted'],
    ['https://navanxproxy.example', 'the host navanxproxy.example'],
    ['https://a.navan.proxy.example', 'the host a.navan.proxy.example'],
    ['https://navan.proxy.example.com', 'the host navan.proxy.example.com'],
  ])('then %s is %s', (address, outcome) => {
    expect(messageOf(config(advanced(address)), widened)).toContain(outcome);
  });
});
