#!/usr/bin/env node
// Writes what users of this version keep between syncs (configs, catalogs and states) into test/golden/<version>/, once
// per release; every later version must read it. Usage: npm run build && node scripts/write-golden.mjs
// An argument names another folder to write to, for a trial.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const load = createRequire(import.meta.url);
/** @type {typeof import('../simulator/index.js')} */
const { startSimulator } = load('../dist/simulator/index.js');
/** @type {typeof import('../simulator/expense/types.js')} */
const { EXPENSE_TYPE_NAMES } = load('../dist/simulator/expense/types.js');

const root = join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const [trial] = process.argv.slice(2);
const target = trial ?? join(root, 'test/golden', version);
const scratch = mkdtempSync(join(tmpdir(), 'source-navan-golden-'));
const run = promisify(execFile);

const NOW = '2026-11-24T12:00:00Z';
/** In the middle of a month, so that the state must include the start of that month. */
const START = '2026-06-15T08:00:00Z';
/** A sealed token is bound to its host and port, so a random port won't do. */
const PORT = trial === undefined ? 4010 : 0;
const DAY = 86_400_000;

const credential = {
  client_id: '3f2c9a14-5b7d-4e0f-9c61-8a2d7e4b1f90',
  client_secret: '0123456789abcdef0123456789abcdef',
};
const CONFIGS = {
  least: { ...credential, start_date: '2024-01-01T00:00:00Z' },
  europe: { ...credential, start_date: '2024-01-01T00:00:00.000Z', region: 'eu' },
  'every-key': {
    ...credential,
    start_date: START,
    region: 'us',
    transaction_types: ['card-transactions', 'fees'],
    bookings_recheck_hours: 0,
    changes_filter: 'off',
    personal_data: {
      include_passports: true,
      include_traveler_hr: true,
      include_birth_date_and_gender: true,
    },
    advanced: {
      api_url: 'https://api.navan.com',
      max_concurrency: 32,
      requests_per_second: 0.5,
      request_log: true,
      omit_line_items: true,
      source_label: 'navan-us',
    },
  },
  // Fields that were opened and left empty, and a key that Airbyte adds.
  'saved-empty': {
    ...credential,
    start_date: START,
    region: null,
    transaction_types: [],
    personal_data: {},
    advanced: { api_url: null, requests_per_second: null },
    __injected_by_the_platform: true,
  },
};

/** A booking every six days, each sixth changed in the last hours; three transactions per expense type; three users. */
function makeWorld() {
  const at = (ms) => new Date(ms).toISOString();
  const now = Date.parse(NOW);
  const bookings = [];
  for (let created = Date.parse('2026-06-03T09:30:00Z'); created < now; created += 6 * DAY) {
    const isChanged = bookings.length % 6 === 0;
    bookings.push({
      uuid: `booking-${bookings.length + 1}`,
      created: at(created),
      lastModified: at(isChanged ? now - DAY / 4 : created + DAY / 24),
    });
  }
  const days = ['2026-10-05', '2026-11-10', '2026-11-24'];
  const transactions = Object.fromEntries(
    EXPENSE_TYPE_NAMES.map((type) => [
      type,
      days.map((day) => ({ id: `${type}-${day}-a`, modified_timestamp: `${day}T06:00:00.000Z` })),
    ]),
  );
  const users = ['user-1', 'user-2', 'user-3'].map((id) => ({ id }));
  return { now: NOW, bookings, users, transactions };
}

function write(folder, path, value) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  return file;
}

async function command(...args) {
  const { stdout } = await run(join(root, 'bin/source-navan'), args, { maxBuffer: 2 ** 27 });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** As Airbyte sends it, without the schemas, which are in `discovered.json`. */
function configured(streams, mode) {
  return {
    streams: streams.map((stream) => ({
      stream: { ...stream, json_schema: {} },
      sync_mode: stream.supported_sync_modes.includes(mode) ? mode : 'full_refresh',
      destination_sync_mode: mode === 'incremental' ? 'append_dedup' : 'overwrite',
      cursor_field: stream.default_cursor_field,
      primary_key: stream.source_defined_primary_key,
      generation_id: 1,
      minimum_generation_id: 0,
      sync_id: 1,
    })),
  };
}

/** The state in the middle of each stream's read and at its end, as lists, the way Airbyte passes them. */
function statesOf(messages) {
  const byStream = new Map();
  for (const { type, state } of messages) {
    if (type !== 'STATE') continue;
    const { name } = state.stream.stream_descriptor;
    byStream.set(name, [...(byStream.get(name) ?? []), state]);
  }
  const all = [...byStream.values()];
  return {
    cutOff: all.filter(({ length }) => length > 1).map((states) => states[states.length >> 1]),
    whole: all.map((states) => states.at(-1)),
  };
}

async function main(simulator) {
  const world = makeWorld();
  simulator.control.insert('bookings', world.bookings);
  simulator.control.insert('users', world.users);
  for (const [type, rows] of Object.entries(world.transactions))
    simulator.control.insert(type, rows);

  const config = { ...simulator.config(), start_date: START };
  const configFile = write(scratch, 'config.json', config);
  const discovered = await command('discover', '--config', configFile);
  const { streams } = discovered.find(({ type }) => type === 'CATALOG').catalog;
  const catalogs = {
    full: configured(streams, 'full_refresh'),
    incremental: configured(streams, 'incremental'),
  };
  const read = async (mode, state = []) =>
    statesOf(
      await command(
        ...['read', '--config', configFile],
        ...['--catalog', write(scratch, 'catalog.json', catalogs[mode])],
        ...['--state', write(scratch, 'state.json', state)],
      ),
    );
  const full = await read('full');
  const first = await read('incremental');
  const second = await read('incremental', first.whole);

  const files = {
    world,
    config,
    'catalogs/discovered': { streams },
    'catalogs/full-refresh': catalogs.full,
    'catalogs/incremental': catalogs.incremental,
    'states/full-refresh': full.whole,
    'states/full-refresh-cut-off': full.cutOff,
    'states/incremental': second.whole,
    'states/incremental-cut-off': first.cutOff,
  };
  for (const [name, value] of Object.entries(CONFIGS)) files[`configs/${name}`] = value;
  for (const [name, value] of Object.entries(files)) write(target, `${name}.json`, value);
}

if (existsSync(target)) {
  console.error(`${target} exists; what a version wrote is never rewritten.`);
  process.exitCode = 1;
} else {
  const simulator = await startSimulator({
    port: PORT,
    now: NOW,
    bookings: 0,
    users: 0,
    transactions: 0,
  });
  try {
    await main(simulator);
  } finally {
    await simulator.close();
    rmSync(scratch, { recursive: true });
  }
}
