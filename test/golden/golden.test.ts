import { join } from 'node:path';
import type { JsonObject } from '../../src/config/json';
import { parseConfig } from '../../src/config/parse-config';
import { loadManifest } from '../../src/manifest/load';
import { parseConfiguredCatalog } from '../../src/protocol/configured-catalog';
import type { SyncMode } from '../../src/protocol/catalog';
import { catalogStream } from '../../src/read/discover';
import { Session } from '../../src/read/session';
import { EXPENSE_TYPE_NAMES } from '../../simulator/expense/types';
import type { Simulator } from '../../simulator';
import { manifest, ROOT, text, type Properties } from '../docs/support';
import { simulators } from '../e2e/support/simulated';
import { discover, sync } from '../e2e/support/sync';
import type { ConnectorRun, States } from '../support/connector-run';
import { cursors, expectedIds, isUnderWay } from './expected';
import { Golden, goldenVersions, STATES, STREAMS } from './golden';
import { expectIds, expectIdsAmong } from '../support/records';

const simulator = simulators();
const HOUR = 3_600_000;
const MODES: readonly SyncMode[] = ['incremental', 'full_refresh'];
const { version } = JSON.parse(text('package.json')) as { version: string };
const compiled = loadManifest(join(ROOT, 'resources/manifest.yaml'));
const sorted = (values: Iterable<string>): readonly string[] => [...values].sort();

/** The API an hour after the version wrote its states, with its data of then. */
async function worldOf({ world }: Golden): Promise<Simulator> {
  const now = new Date(Date.parse(world.now) + HOUR).toISOString();
  const navan = await simulator({ bookings: 0, now });
  navan.control.insert('bookings', world.bookings.map(asRecord));
  navan.control.insert('users', world.users.map(asRecord));
  for (const type of EXPENSE_TYPE_NAMES)
    navan.control.insert(type, (world.transactions[type] ?? []).map(asRecord));
  return navan;
}

const asRecord = (row: object): string => JSON.stringify(row);

function replay(
  golden: Golden,
  navan: Simulator,
  options: { readonly state: States; readonly mode?: SyncMode; readonly start?: string },
): Promise<ConnectorRun> {
  const { state, mode = 'incremental', start = golden.config.start_date } = options;
  return sync(navan, { streams: STREAMS, mode, state, config: { start_date: start } });
}

/** Warnings, except that the world's time differs from this machine's. */
const warnings = (read: ConnectorRun): readonly string[] =>
  read
    .warnings()
    .map(({ sentence }) => sentence)
    .filter((sentence) => !sentence.startsWith("This machine's clock"));

it('given this version, then its configs, catalogs and states are kept (else, at a release: node scripts/write-golden.mjs)', () => {
  expect(goldenVersions()).toContain(version);
});

describe.each(goldenVersions())('given the files of version %s', (of) => {
  const golden = new Golden(of);

  it.each(golden.configs)(
    'when its config %s is read, then it is valid and unchanged',
    (_, config) => {
      const { raw, notices } = parseConfig(config, compiled.spec);
      expect(notices).toEqual([]);
      expect(raw).toEqual(withoutNulls(config));
    },
  );

  it.each(golden.configuredCatalogs)(
    'when its catalog %s is read, then the same streams are selected in the same modes',
    (_, file) => {
      const { catalog, unknown, notices } = parseConfiguredCatalog(
        file,
        compiled.streams.map(catalogStream),
      );
      expect([unknown.size, notices]).toEqual([0, []]);
      expect(catalog.streams).toEqual(
        file.streams.map(
          ({ stream, sync_mode }) =>
            expect.objectContaining({ name: stream.name, syncMode: sync_mode }) as unknown,
        ),
      );
    },
  );

  it('when streams are discovered, then all its streams are there, with key, cursor, modes and columns', async () => {
    const navan = await simulator({ bookings: 0 });
    const { streams } = await discover(navan, { config: { personal_data: null } });
    for (const before of golden.discovered) {
      const now = streams.find(({ name }) => name === before.name);
      expect(now?.source_defined_primary_key).toEqual(before.source_defined_primary_key);
      expect(now?.default_cursor_field ?? null).toEqual(before.default_cursor_field);
      expect(now?.supported_sync_modes).toEqual(
        expect.arrayContaining([...before.supported_sync_modes]),
      );
      expect(columnsOf(now?.json_schema)).toMatchObject(columnsOf(before.json_schema));
    }
  });

  it('when its states are inspected, then they match their names', () => {
    const parts = (name: string, stream: string): number =>
      cursors(golden.states(name), stream).size;
    for (const stream of ['bookings', 'transactions']) {
      for (const kind of ['full-refresh', 'incremental']) {
        expect(parts(`${kind}-cut-off`, stream)).toBeGreaterThan(0);
        expect(parts(`${kind}-cut-off`, stream)).toBeLessThan(parts(kind, stream));
      }
      expect(STATES.filter((name) => isUnderWay(golden.states(name), stream))).toEqual([
        'full-refresh-cut-off',
      ]);
    }
    expect(sorted(golden.states('incremental').keys())).toEqual(sorted(STREAMS));
  });

  it.each(STATES.flatMap((name) => MODES.map((mode) => [name, mode] as const)))(
    'when its state %s resumes in %s, then missing and changed records are sent, without a warning',
    async (name, mode) => {
      const navan = await worldOf(golden);
      const state = golden.states(name);
      const read = await replay(golden, navan, { state, mode });
      const expected = expectedIds(golden.world, mode, state, golden.config.start_date);
      expectIds('bookings', read.ids(), expected.bookings);
      expectIds('transactions', read.ids('transactions', 'id'), expected.transactions);
      expectIds(
        'users',
        read.ids('users', 'id'),
        golden.world.users.map(({ id }) => id),
      );
      expect([warnings(read), read.failedStreams]).toEqual([[], []]);
    },
  );

  it.each(STATES)(
    'when its state %s resumes and a booking is missing from a month that it counted, then a warning says so',
    async (name) => {
      const navan = await worldOf(golden);
      navan.control.remove('bookings', [golden.world.bookings[4]?.uuid ?? '']);
      const read = await replay(golden, navan, { state: golden.states(name) });
      expect(read.warnings('fewer records than last time')).toHaveLength(1);
    },
  );

  it.each(STATES)(
    'when its state %s resumes with an earlier start date in the same month, then that month is read in full',
    async (name) => {
      const navan = await worldOf(golden);
      const month = golden.config.start_date.slice(0, 7);
      const start = `${month}-01T00:00:00Z`;
      const read = await replay(golden, navan, { state: golden.states(name), start });
      const ofMonth = golden.world.bookings.filter(({ created }) => created.startsWith(month));
      expect(ofMonth.some(({ created }) => created < golden.config.start_date)).toBe(true);
      expectIdsAmong(
        'bookings',
        read.ids(),
        ofMonth.map(({ uuid }) => uuid),
      );
    },
  );

  it.each(STATES)(
    'when the tokens sealed in its state %s are opened, then they are usable',
    (name) => {
      for (const [, { source_navan: reserved }] of golden.states(name)) {
        const { token } = reserved as { token: string };
        const session = new Session(compiled, parseConfig(golden.config, compiled.spec), {
          log: { log: () => undefined },
          userAgent: 'test',
          addSecret: () => undefined,
          sealedTokens: [token],
        });
        session.client.close();
        expect(session.client.token()?.accessToken).toMatch(/./);
      }
    },
  );
});

it('given the current form, then this version has a config with every key of it', () => {
  const every = new Golden(version).configs.find(([name]) => name === 'every-key')?.[1];
  const keys = (object: object): readonly string[] =>
    Object.entries(object).flatMap(([key, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? keys(value as object).map((inner) => `${key}.${inner}`)
        : [key],
    );
  expect(sorted(keys(every ?? {}))).toEqual(
    sorted(keysOfForm(manifest().spec.connection_specification)),
  );
});

function keysOfForm({ properties = {} }: Properties): readonly string[] {
  return Object.entries(properties).flatMap(([key, property]) =>
    property.properties ? keysOfForm(property).map((inner) => `${key}.${inner}`) : [key],
  );
}

/** Top-level columns with their types, which are table columns in destinations. */
function columnsOf(schema: JsonObject = {}): Readonly<Record<string, unknown>> {
  const properties = schema['properties'] as Readonly<Record<string, JsonObject>>;
  return Object.fromEntries(
    Object.entries(properties).map(([name, { type, format }]) => [name, { type, format }]),
  );
}

function withoutNulls(value: object): object {
  const entries = Object.entries(value).filter(([, each]) => each !== null) as [string, unknown][];
  return Object.fromEntries(
    entries.map(([key, each]) => [
      key,
      typeof each === 'object' && !Array.isArray(each) ? withoutNulls(each as object) : each,
    ]),
  );
}
