import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { simulators, truth } from './support/simulated';
import { discover, sync } from './support/sync';
import { expectRecords } from '../support/records';

const simulator = simulators();
const folder = mkdtempSync(join(tmpdir(), 'source-navan-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What a contributor adds for a new stream: a block, a schema and an entry under metadata. No TypeScript. */
const STREAM = `
  hotel_bookings:
    type: DeclarativeStream
    name: hotel_bookings
    primary_key: [uuid]
    retriever:
      type: SimpleRetriever
      requester:
        $ref: '#/definitions/requester'
        path: /v1/bookings
        error_handler:
          $ref: '#/definitions/error_handler'
          $parameters:
            stream: hotel_bookings
            scope: bookings:read
        request_parameters:
          createdFrom: "{{ timestamp(config['start_date']) | int }}"
          createdTo: "{{ timestamp(format_datetime(now_utc(), '%Y-%m-%dT%H:%M:%SZ')) | int }}"
          bookingType: HOTEL
      record_selector:
        $ref: '#/definitions/travel_selector'
      paginator:
        $ref: '#/definitions/travel_paginator'
    schema_loader:
      type: InlineSchemaLoader
      schema:
        $ref: '#/schemas/hotel_bookings'
`;
const ENTRY = `
      hotel_bookings:
        scope: bookings:read
        scope_missing: Tick the scope.
        suggested: false
        total_rows:
          - [page, totalElements]
`;
const SCHEMA = `
  hotel_bookings:
    type: object
    additionalProperties: true
    properties:
      uuid: {type: [string, 'null']}
`;

function manifestWithOneMore(): string {
  const own = readFileSync(join(__dirname, '../../resources/manifest.yaml'), 'utf8');
  const file = join(folder, 'manifest.yaml');
  const yaml = own
    .replace('\nstreams:\n', `${STREAM}\nstreams:\n  - $ref: '#/definitions/hotel_bookings'\n`)
    .replace('\n    streams:\n      bookings:\n', `\n    streams:${ENTRY}      bookings:\n`)
    .replace('\nschemas:\n', `\nschemas:${SCHEMA}`);
  writeFileSync(file, yaml);
  return file;
}

it('given a stream written only in YAML, when discovered and read, then it is there and complete', async () => {
  const navan = await simulator({ seed: 14, bookings: 700 });
  const manifestFile = manifestWithOneMore();
  const { streams } = await discover(navan, { manifestFile });
  expect(streams.map(({ name }) => name)).toContain('hotel_bookings');
  const read = await sync(navan, { manifestFile, streams: ['hotel_bookings', 'bookings'] });
  expect(read.failedStreams).toEqual([]);
  const hotels = truth(navan).filter(
    (text) => (JSON.parse(text) as { bookingType: string }).bookingType === 'HOTEL',
  );
  expect(hotels.length).toBeGreaterThan(100);
  expectRecords('hotel_bookings', read.records('hotel_bookings'), hotels);
  expect(read.records('bookings')).toHaveLength(700);
});

/** What the next test removes. */
interface UsersManifest {
  readonly definitions: {
    readonly users: {
      primary_key: unknown;
      readonly retriever: {
        paginator?: unknown;
        readonly requester: { error_handler?: unknown };
      };
    };
  };
  readonly metadata: {
    readonly source_navan: { readonly streams: { readonly users: { total_rows?: unknown } } };
  };
}

it('given a stream without a paginator and an error handler, when read, then one request returns all records', async () => {
  const navan = await simulator({ seed: 14, bookings: 0, users: 8 });
  const manifest = parse(
    readFileSync(join(__dirname, '../../resources/manifest.yaml'), 'utf8'),
  ) as UsersManifest;
  const { users } = manifest.definitions;
  users.primary_key = 'id';
  delete users.retriever.paginator;
  delete users.retriever.requester.error_handler;
  delete manifest.metadata.source_navan.streams.users.total_rows;
  const manifestFile = join(folder, 'one-page.json');
  writeFileSync(manifestFile, JSON.stringify(manifest));
  const read = await sync(navan, { manifestFile, streams: ['users'] });
  expect(read.failedStreams).toEqual([]);
  expectRecords('users', read.records('users'), truth(navan, 'users'));
  const asked = navan.control.requests().filter(({ path }) => path.startsWith('/v1/users'));
  expect(asked.map(({ path }) => path)).toEqual(['/v1/users']);
});
