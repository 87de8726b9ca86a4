import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compileManifest, loadManifest } from '../../../src/manifest/load';
import type { Value } from '../../../src/manifest/expressions/value';
import type { StreamModel } from '../../../src/manifest/model';
import { partitionsOf } from '../../../src/stream/partition';
import { ConfiguredStream } from '../../../src/stream/configured-stream';
import { propertyAt, keywordText } from '../../../src/config/property';
import { LIMITS } from '../../../src/client/limits';

const yaml = readFileSync(join(__dirname, '../../../resources/manifest.yaml'), 'utf8');
const own = compileManifest(parse(yaml));
const bookings = (
  config: Record<string, Value>,
): { model: StreamModel; stream: ConfiguredStream } => {
  const model = own.streams.find(({ name }) => name === 'bookings') as StreamModel;
  return { model, stream: new ConfiguredStream(model, config as never) };
};
const compileWith = (find: string, by: string): (() => unknown) => {
  expect(yaml).toContain(find);
  return () => compileManifest(parse(yaml.replace(find, by)));
};

it("given the project's manifest, when compiled, then streams have their cursors, pages and partitions", () => {
  const { streams, spec, rate } = own;
  const shapes = streams.map(({ name, condition, primaryKey, cursor, paginator, partitions }) => [
    name,
    condition !== undefined,
    primaryKey,
    cursor?.field,
    paginator.kind,
    partitions?.field,
  ]);
  expect(shapes).toEqual(
    expect.arrayContaining([
      ['bookings', true, 'uuid', 'lastModified', 'number', 'created_month'],
      ['transactions', false, 'id', 'modified_timestamp', 'token', 'transaction_type'],
      ['users', true, 'id', undefined, 'number', undefined],
      ['transaction_receipts', false, 'transaction_id', undefined, 'token', undefined],
      ['statement_payments', false, 'id', 'modified_timestamp', 'token', undefined],
      ['gl_codes', false, undefined, undefined, 'token', undefined],
      ['gl_code_settings', false, undefined, undefined, 'none', undefined],
    ]),
  );
  expect(streams.filter(({ name }) => name === 'bookings')).toHaveLength(2);
  expect(spec.connectionSpecification).toHaveProperty('properties.client_secret.airbyte_secret');
  expect(rate.intervalMs).toBe(10_000);
});

it("given the project's manifest, when compiled, then its limits are those of the client", () => {
  expect(own.limits).toEqual({
    connectTimeoutMs: LIMITS.connectTimeoutMs,
    idleTimeoutMs: LIMITS.idleTimeoutMs,
    maxAttempts: LIMITS.maxAttempts,
    initialBackoffMs: LIMITS.initialBackoffMs,
    maxRetryAfterMs: LIMITS.maxRetryAfterMs,
  });
});

describe('given timeouts in the manifest', () => {
  const CONNECT = 'connect_timeout_in_seconds: 30';

  it('when they differ, then they are read as milliseconds', () => {
    const changed = yaml.replace(CONNECT, 'connect_timeout_in_seconds: 0.5');
    expect(compileManifest(parse(changed)).limits).toMatchObject({
      connectTimeoutMs: 500,
      idleTimeoutMs: 60_000,
    });
  });

  it("when there are none, then the client's defaults apply", () => {
    const changed = yaml.replace(/^ +(?:connect|read)_timeout_in_seconds.+\n/gmu, '');
    expect(compileManifest(parse(changed)).limits).not.toHaveProperty('connectTimeoutMs');
  });

  it.each([
    ['is no number above 0', CONNECT, 'connect_timeout_in_seconds: 0', /seconds above 0/u],
    ['is a text', CONNECT, "connect_timeout_in_seconds: '30'", /seconds above 0/u],
    ['switches TCP keepalive off', 'use_tcp_keepalive: true', 'use_tcp_keepalive: false', /true/u],
    [
      'is another for one stream',
      'path: /v1/users',
      'path: /v1/users\n        read_timeout_in_seconds: 5',
      /\(streams\[3\]\.streams\[0: users\].*read_timeout_in_seconds\).*the same as at streams\[0\]/u,
    ],
  ])('when one %s, then it is rejected', (_, find, by, message) => {
    expect(compileWith(find, by)).toThrow(message);
  });
});

describe('given a form that is mostly empty', () => {
  const required = { client_id: 'a', client_secret: 'b', start_date: '2024-01-01T00:00:00Z' };

  it.each([
    [{}, []],
    [{ personal_data: {} }, []],
    [{ personal_data: { include_passports: false } }, []],
    [{ personal_data: { include_passports: true } }, ['bookings']],
    [{ personal_data: { include_birth_date_and_gender: true } }, ['users']],
  ])(
    'when the conditions of %j are evaluated, then each is true or false and of each two one holds',
    (more, all) => {
      const scope = { nowMs: 0, variables: { config: { ...required, ...more } } };
      const answers = own.streams.flatMap(({ condition }) => condition?.evaluate(scope) ?? []);
      const whole = (stream: string): boolean => (all as readonly string[]).includes(stream);
      expect(answers).toEqual(['bookings', 'users'].flatMap((name) => [whole(name), !whole(name)]));
    },
  );

  it.each([[{}], [{ transaction_types: [] }], [{ transaction_types: null }]])(
    'when the expense types are %j, then all eight are read',
    (more) => {
      const model = own.streams.find(({ name }) => name === 'transactions') as StreamModel;
      const stream = new ConfiguredStream(model, { ...required, ...more });
      expect(partitionsOf(model, stream.scope(0))).toHaveLength(8);
    },
  );

  it("when the numbers are empty, then the form's defaults apply", () => {
    const scope = { nowMs: 0, variables: { config: required } };
    expect(own.concurrency.wanted.evaluate(scope)).toBe(4);
    const { model } = bookings({});
    expect(model.extension.recheck?.hours.evaluate(scope)).toBe(24);
  });
});

it.each(['https://api.navan.com', 'https://api.navan.com/'])(
  'given the API address %s, when a request is built, then no slash is doubled',
  (url) => {
    const config = { client_id: 'a', client_secret: 'b', advanced: { api_url: url } };
    const model = own.streams.find(({ name }) => name === 'users') as StreamModel;
    const stream = new ConfiguredStream(model, config);
    const scope = stream.scope(0);
    expect(stream.requests(scope).one([], 'page').url).toBe('https://api.navan.com/v1/users');
    expect(own.authenticator.tokenUrl.text(scope)).toBe(
      'https://api.navan.com/ta-auth/oauth/token',
    );
    const { schema } = propertyAt(own.spec.connectionSpecification, ['advanced', 'api_url']);
    expect(url).toMatch(new RegExp(keywordText(schema, 'pattern') ?? 'none', 'u'));
  },
);

it("given the project's manifest as the JSON that a build makes of it, when compiled, then it is the same", () => {
  const document: unknown = parse(yaml);
  const shape = (manifest: unknown): string => JSON.stringify(manifest);
  expect(shape(compileManifest(JSON.parse(JSON.stringify(document))))).toBe(
    shape(compileManifest(document)),
  );
});

it.each([
  ['is missing', 'nowhere/manifest.yaml', /nowhere\/manifest\.yaml.*ENOENT/u],
  ['is no YAML', __filename, /compile-manifest\.test\.ts/u],
])('given a file that %s, when loaded, then the error names it', (_, file, message) => {
  expect(() => loadManifest(file)).toThrow(message);
});

describe('a manifest with an unsupported component or field is rejected, with its path and the nearest supported one', () => {
  it.each([
    [
      'a field',
      'field_path: [data]',
      'field_paths: [data]',
      /record_selector\.extractor\).*'field_path'.*'field_paths'/u,
    ],
    [
      'a component',
      'type: RecordFilter',
      'type: RecordFilters',
      /record_filter\).*'RecordFilter'.*'RecordFilters'/u,
    ],
    ['a value', 'http_method: GET', 'http_method: GETT', /http_method\).*'GET'.*'GETT'/u],
    [
      'a directive',
      "'%Y-%m-%dT%H:%M:%S.%_msZ'",
      "'%Y-%m-%dT%H:%M:%S.%QZ'",
      /datetime_format\).*directive '%Q'/u,
    ],
    [
      'a value of another type',
      'page_size: 100',
      'page_size: many',
      /page_size\).*whole number.*"many"/u,
    ],
    ['a missing field', 'inject_into: request_parameter', '# inject_into', /inject_into\)/u],
    [
      'a field of a stream',
      'name: users\n',
      'name: users\n    primary_keys: id\n',
      /\(streams\[3\]\.streams\[0: users\]\).*'primary_key'.*'primary_keys'/u,
    ],
    [
      'a field of a stream with a condition',
      'field_path: [data]',
      'field_paths: [data]',
      /\(streams\[0\]\.streams\[0: bookings\]\.retriever\./u,
    ],
    [
      'a broken reference',
      "'#/definitions/travel_selector'",
      "'#/definitions/travel_selektor'",
      /nothing at 'travel_selektor'/u,
    ],
    [
      'an expression',
      'stream_partition.created_month ~',
      'stream_partitions.created_month ~',
      /'stream_partition'.*'stream_partitions'/u,
    ],
    [
      'a stream without its entry under metadata',
      'name: users\n',
      'name: people\n',
      /metadata\).*an entry for the stream 'people'/u,
    ],
    [
      'a second rate',
      '          interval: PT10S\n',
      '          interval: PT10S\n        - limit: "1"\n          interval: PT1S\n',
      /\(api_budget\).*one policy with one rate/u,
    ],
    [
      'a function with a value too many',
      "duration('P2M')",
      "duration('P2M', 1)",
      /min_datetime\).*the function 'duration' with 2 values/u,
    ],
    [
      'a filter on what lies inside a field',
      "record.get('created')",
      'record.created.at',
      /condition\).*the path 'record.created.at'/u,
    ],
  ])('%s', (_, find, by, message) => {
    expect(compileWith(find, by)).toThrow(message);
  });

  it('a circular reference', () => {
    const loop = {
      definitions: { a: { $ref: '#/definitions/b' }, b: { $ref: '#/definitions/a' } },
    };
    expect(() => compileManifest(loop)).toThrow('a circular reference');
  });
});

describe('the months of bookings', () => {
  const months = (start_date: string, now: string): readonly string[] => {
    const { model, stream } = bookings({ start_date });
    return partitionsOf(model, stream.scope(Date.parse(now))).map(({ value }) => value);
  };

  it.each([
    ['2026-09-15T00:00:00Z', '2026-11-24T00:00:00Z', ['2026-09', '2026-10', '2026-11']],
    ['2026-11-24T00:00:00Z', '2026-11-24T10:00:00Z', ['2026-11']],
    ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', ['2025-12', '2026-01']],
  ])('from %s to %s are %j', (start, now, expected) => {
    expect(months(start, now)).toEqual(expected);
  });

  it('given any start and any later time, when listed, then each month appears once and in order', () => {
    const instant = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2050-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, instant, (one, other) => {
        const start = one < other ? one : other;
        const now = one < other ? other : one;
        const expected: string[] = [];
        const month = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), 1));
        for (; month <= now; month.setUTCMonth(month.getUTCMonth() + 1))
          expected.push(month.toISOString().slice(0, 7));
        expect(months(start.toISOString(), now.toISOString())).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('have no end yet', () => {
    const all = months('2018-01-01T00:00:00Z', '2040-06-15T00:00:00Z');
    expect(all).toHaveLength(22 * 12 + 6);
    expect(all.at(-1)).toBe('2040-06');
    expect(new Set(all).size).toBe(all.length);
  });

  it.each([
    ['2026-10', '2026-09-30T23:59:59Z', '2026-11-01T00:00:00Z'],
    ['2026-09', '2026-09-15T10:20:29Z', '2026-10-01T00:00:00Z'],
    ['2026-11', '2026-10-31T23:59:59Z', '2026-11-24T05:45:15Z'],
  ])('%s is requested from %s to %s', (created_month, from, to) => {
    const { stream } = bookings({ start_date: '2026-09-15T10:20:30Z' });
    const began = Date.parse('2026-11-24T05:45:15.900Z');
    const scope = stream.scope(began, { value: created_month, slice: { created_month } });
    const window = stream.window(scope);
    expect(window?.from).toBe(Date.parse(from) / 1000);
    expect(window?.to).toBe(Date.parse(to) / 1000);
  });
});
