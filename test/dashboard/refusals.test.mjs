// Given something that cannot be drawn, what the command says.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { changed, COMPANY, query, run } from './support.mjs';

const { DASHBOARD_WORK } = process.env;
const inWork = (name) => join(DASHBOARD_WORK, name);

for (const [title, args, message] of [
  ['no file is named', [], /^Which DuckDB file\? None was named\. Usage: /],
  ['three files are named', ['a', 'b', 'c'], /but also found: c\. Usage: /],
  ['an option is unknown', ['a', '--colour'], /Unknown option '--colour'/],
  ['the page is the file', ['a.duckdb', 'a.duckdb'], /The page would overwrite a\.duckdb/],
])
  test(`when ${title}, then it exits with 2 and says how it is called`, () => {
    const { status, stdout, stderr } = run(...args);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, message);
  });

function refused(message, ...args) {
  const out = inWork('refused.html');
  const { status, stdout, stderr } = run(args[0], out, ...args.slice(1));
  assert.deepEqual([status, stdout, existsSync(out)], [1, '', false]);
  assert.match(stderr, message);
  assert.doesNotMatch(stderr, /^ +at /m);
}

test('when there is no such file, then it says so', () =>
  refused(/^There is no file .+missing\.duckdb\. Name the DuckDB file/, inWork('missing.duckdb')));

test('when it is a folder, then it says so', () => refused(/is a folder/, DASHBOARD_WORK));

test('when it is no DuckDB file, then it says so', () => {
  writeFileSync(inWork('text.duckdb'), 'This is a text, and no database. '.repeat(1000));
  refused(/can't be opened as a DuckDB file/, inWork('text.duckdb'));
});

test('when no model is in it, then it says how to build them', async () => {
  mkdirSync(inWork('bare'), { recursive: true });
  await query(inWork('bare/bare.duckdb'), 'select 1').catch(() => undefined);
  refused(
    /none of the package's models in the schema analytics\. No schema has them\. Run dbt build/,
    inWork('bare/bare.duckdb'),
  );
});

test('when the schema is another, then it lists those that have models', () =>
  refused(
    /in the schema reporting\. They are in: analytics\. Name one with --schema\./,
    COMPANY,
    '--schema',
    'reporting',
  ));

test('when a model is missing, then it names the model and dbt build', async () => {
  refused(
    /lacks navan__booking_allocations, which the tab travel reads\. .+run dbt build/,
    await changed('older', 'drop table navan__booking_allocations'),
  );
});

test('when a column is missing, then it names the column and dbt build', async () => {
  refused(
    /A model isn't as expected: .*usd_per_unit.+run dbt build/s,
    await changed('column', 'alter table int_navan__booking_facts drop column usd_per_unit'),
  );
});

test('when the file was renamed, then it says which name the models expect', async () => {
  copyFileSync(COMPANY, inWork('renamed.duckdb'));
  refused(/The models name the database company: the file was renamed/, inWork('renamed.duckdb'));
});

test('when help is asked for, then it is printed', () => {
  const { status, stdout } = run('--help');
  assert.equal(status, 0);
  assert.match(stdout, /Usage: npm run dashboard -- FILE\.duckdb/);
});

test('when bookings are switched off, then the travel tab says so', async () => {
  const models = [
    'int_navan__booking_facts',
    'int_navan__booking_travelers',
    'int_navan__traveler_trips',
    'navan__booking_allocations',
    'navan__carbon',
    'navan__unused_credits',
  ];
  const file = await changed(
    'switched',
    ...models.map((model) => `drop table ${model}`),
    'drop view stg_navan__bookings cascade',
  );
  const { status, stderr } = run(file, inWork('switched.html'));
  assert.deepEqual([status, stderr], [0, '']);
});
