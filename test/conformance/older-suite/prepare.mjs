#!/usr/bin/env node
// Usage: prepare.mjs FOLDER [URL]
// Makes FOLDER the connector folder that Airbyte's older suite expects, for the simulator that listens at URL.
// States and expected records depend on the day, so they are made anew each time.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const load = createRequire(import.meta.url);
/** @type {typeof import('../../../simulator/expense/types.js')} */
const { EXPENSE_TYPE_NAMES } = load('../../../dist/simulator/expense/types.js');

const here = import.meta.dirname;
const root = join(here, '../../..');
const [folder = '', url = 'http://127.0.0.1:4010'] = process.argv.slice(2);
if (folder === '') throw new Error('usage: prepare.mjs FOLDER [URL]');

const EXPECTED_PER_LIST = 5;

async function simulator(path) {
  const answer = await fetch(`${url}/_control/${path}`);
  if (!answer.ok) throw new Error(`${url} answers ${String(answer.status)} to ${path}`);
  return answer.text();
}

function command(verb, ...args) {
  const { stdout, status } = spawnSync(join(root, 'bin/source-navan'), [verb, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 27,
  });
  if (status !== 0) throw new Error(`${verb} ended with exit code ${String(status)}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function write(path, content) {
  const text = typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
  writeFileSync(join(folder, path), text);
}

/** The first records of a list, in the API's own spelling. */
async function expected(stream, query, added = '') {
  const lines = (await simulator(`truth?${query}`)).split('\n').filter((line) => line !== '');
  return lines.slice(0, EXPECTED_PER_LIST).map((line) => {
    const data = `${line.slice(0, -1)}${added}}`;
    return `{"stream":"${stream}","emitted_at":0,"data":${data}}\n`;
  });
}

function expectedTransactions() {
  return EXPENSE_TYPE_NAMES.map((type) =>
    expected(
      'transactions',
      `stream=transactions&type=${type}`,
      `,"transaction_source":${JSON.stringify(type)}`,
    ),
  );
}

const FURTHER = [
  'statement_payments',
  'expense_custom_fields',
  'gl_codes',
  'gl_code_settings',
  'tax_mappings',
];

/** Every month that a read can ask for, and the next: a month without a cursor would be read whole. */
function months(since) {
  const last = new Date();
  last.setUTCMonth(last.getUTCMonth() + 1, 1);
  const names = [];
  const month = new Date(`${since.slice(0, 7)}-01T00:00:00Z`);
  for (; month <= last; month.setUTCMonth(month.getUTCMonth() + 1))
    names.push(month.toISOString().slice(0, 7));
  return names;
}

/** `partitions`: without a field, the stream is one. */
function futureState(stream, cursorField, partitionField, partitions = []) {
  const cursor = {
    [cursorField]: `${String(new Date().getUTCFullYear() + 100)}-01-01T00:00:00.000Z`,
  };
  const states = partitions.map((value) => ({ partition: { [partitionField]: value }, cursor }));
  return {
    type: 'STREAM',
    stream: {
      stream_descriptor: { name: stream },
      stream_state: partitionField === undefined ? cursor : { states },
    },
  };
}

function configured(stream, mode) {
  const isIncremental = mode === 'incremental';
  return {
    stream,
    sync_mode: mode,
    destination_sync_mode: isIncremental ? 'append_dedup' : 'overwrite',
    cursor_field: stream.default_cursor_field,
    primary_key: stream.source_defined_primary_key,
  };
}

for (const path of ['secrets', 'integration_tests', 'resources'])
  mkdirSync(join(folder, path), { recursive: true });
copyFileSync(join(root, 'metadata.yaml'), join(folder, 'metadata.yaml'));
copyFileSync(join(here, 'acceptance-test-config.yml'), join(folder, 'acceptance-test-config.yml'));

const config = {
  ...JSON.parse(await simulator('config')),
  // Nothing is cut out, so that a record is what the simulator holds.
  personal_data: {
    include_passports: true,
    include_traveler_hr: true,
    include_birth_date_and_gender: true,
  },
};
write('secrets/config.json', config);
write('secrets/invalid_config.json', { ...config, client_secret: '0'.repeat(32) });

const { spec } = command('spec').find(({ type }) => type === 'SPEC');
write('resources/spec.json', spec);
const discovered = command('discover', '--config', join(folder, 'secrets/config.json'));
const { streams } = discovered.find(({ type }) => type === 'CATALOG').catalog;
const incremental = streams.filter(({ supported_sync_modes: modes }) =>
  modes.includes('incremental'),
);
const whole = streams.filter(({ supported_sync_modes: modes }) => modes.includes('full_refresh'));
write('integration_tests/configured_catalog.json', {
  streams: whole.map((stream) => configured(stream, 'full_refresh')),
});
write('integration_tests/incremental_catalog.json', {
  streams: incremental.map((stream) => configured(stream, 'incremental')),
});

write('integration_tests/future_state.json', [
  futureState('bookings', 'lastModified', 'created_month', months(config.start_date)),
  futureState('transactions', 'modified_timestamp', 'transaction_type', EXPENSE_TYPE_NAMES),
  futureState('statement_payments', 'modified_timestamp'),
  futureState('sync_health', 'finished_at'),
]);
const records = await Promise.all([
  expected('bookings', 'stream=bookings'),
  expected('users', 'stream=users'),
  ...expectedTransactions(),
  ...FURTHER.map((stream) => expected(stream, `stream=${stream}`)),
]);
write('integration_tests/expected_records.jsonl', records.flat().join(''));
