#!/usr/bin/env node
// Shows the connector at work, from the command line and over real HTTP: check, discover, a full refresh, changes in
// the simulator, an incremental sync from the state. Compares every record with the simulator's, and draws the first
// read as a report and, where dbt runs, the models of a company as a dashboard.
// With --image NAME the connector runs from the image, in containers, and no dashboard is drawn.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { image } = parseArgs({ options: { image: { type: 'string' } } }).values;
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'source-navan-demo-'));
/** In the project, unlike the folder: git ignores it, and it stays. */
const REPORT = 'reports/demo.html';
const DASHBOARD = 'reports/dashboard.html';
const COMPANY = 'reports/company.duckdb';
/** Those that dbt runs on. */
const PYTHONS = ['python3', 'python3.12', 'python3.11', 'python3.10'];
const logFile = join(folder, 'first-read.jsonl');
const file = (name, value) => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
};

/**
 * The primary key of each stream, as discovered.
 *
 * @type {Map<string, string | undefined>}
 */
const keys = new Map();

let simulatorUrl = '';
const requestCount = async () => (await getJson(`${simulatorUrl}/_control/stats`)).requests;

async function main() {
  const simulator = spawn(
    process.execPath,
    [join(root, 'dist/simulator/main.js'), '--seed', '7', '--bookings', '3000'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const url = await firstLine(simulator.stdout);
    simulatorUrl = url;
    await demonstrate(url);
  } finally {
    simulator.kill('SIGTERM');
    rmSync(folder, { recursive: true });
  }
}

async function demonstrate(url) {
  const config = await getJson(`${url}/_control/config`);
  // Older months are re-read once a day by default; here at every sync, so that every change shows at once.
  const configFile = file('config.json', {
    ...config,
    bookings_recheck_hours: 0,
    advanced: { ...config.advanced, request_log: true },
    personal_data: {
      include_passports: true,
      include_traveler_hr: true,
      include_birth_date_and_gender: true,
    },
  });
  console.log(`\nSimulated Navan API: ${url}. Config: ${Object.keys(config).join(', ')}.\n`);

  const check = await run(['check', '--config', configFile]);
  console.log(
    'check     ',
    check.messages.find(({ type }) => type === 'CONNECTION_STATUS').connectionStatus.status,
  );
  const discover = await run(['discover', '--config', configFile]);
  const { streams } = discover.messages.find(({ type }) => type === 'CATALOG').catalog;
  for (const { name, source_defined_primary_key: path } of streams) keys.set(name, path?.[0]?.[0]);
  console.log('discover  ', [...keys.keys()].join(', '));
  const catalog = {
    streams: streams.map((stream) => ({
      stream,
      sync_mode: stream.supported_sync_modes.at(-1),
      destination_sync_mode: 'append_dedup',
    })),
  };
  const catalogFile = file('catalog.json', catalog);

  const began = Date.now();
  const full = await run(['read', '--config', configFile, '--catalog', catalogFile], logFile);
  await report('A first read', url, full, () => true);

  const { ids } = await change(url, 'bookings', 40, { fields: { bookingStatus: 'CANCELED' } });
  await change(url, 'fees', 10, { fields: { approval_status: 'APPROVED' } });
  console.log('\nChanged in the simulator: 40 bookings of any age cancelled, 10 fees approved.');

  const stateFile = file('state.json', full.state);
  const again = await run([
    'read',
    '--config',
    configFile,
    '--catalog',
    catalogFile,
    '--state',
    stateFile,
  ]);
  // The look-back re-reads a day before the first sync: Navan shows changes hours late.
  await report('An incremental read', url, again, (stream, record) =>
    isSentAgain(stream, record, began - 86_400_000),
  );
  const came = ids.filter((id) => again.records.bookings?.has(id)).length;
  const others = (again.count.bookings ?? 0) - came;
  console.log(
    `bookings: ${came} of the 40 cancelled, and ${others} that changed in the day before the first read.`,
  );
  if (came !== ids.length) process.exitCode = 1;
  drawReport();
  // What failed must stand at the end.
  if (!process.exitCode && image === undefined) drawDashboard();
}

/** The first read, as `npm run report` draws a log. */
function drawReport() {
  mkdirSync(join(root, 'reports'), { recursive: true });
  const args = [join(root, 'scripts/report/main.mjs'), logFile, join(root, REPORT)];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status === 0) console.log(`The first read as a picture: ${REPORT}`);
  else process.exitCode = 1;
}

/** A company with two years of bookings, as `npm run dashboard` draws the models that dbt builds of it. */
function drawDashboard() {
  const python = [process.env.PYTHON ?? [], ...PYTHONS].flat().find(canRunDbt);
  if (python === undefined) {
    console.log('No dashboard: dbt needs Python 3.10, 3.11 or 3.12. Name one of them in PYTHON.');
    return;
  }
  console.log(
    'Building the models of a company with dbt, whose first run installs it, for a dashboard.',
  );
  const venv = process.env.DBT_VENV ?? join(root, '.venv-dbt');
  const env = { ...process.env, PYTHON: python };
  const dbt = (script, ...args) =>
    spawnSync(join(root, 'test/dbt', script), args, {
      encoding: 'utf8',
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const installed = dbt('setup.sh', venv, join(root, 'test/dbt/requirements.txt'));
  if (installed.status !== 0) {
    console.log(`No dashboard: dbt can't be installed.\n${installed.stderr}`);
    return;
  }
  const company = join(root, COMPANY);
  const filled = dbt('python.sh', 'test/dbt/fill.py', company);
  const args = [join(root, 'scripts/dashboard/main.mjs'), company, join(root, DASHBOARD)];
  const drawn =
    filled.status === 0 &&
    spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (drawn && drawn.status === 0) {
    console.log(`The company's travel and ledger as a dashboard: ${DASHBOARD}, of ${COMPANY}`);
    return;
  }
  console.log(`${filled.stdout}${filled.stderr}`);
  process.exitCode = 1;
}

function canRunDbt(python) {
  const check = 'import sys, venv; sys.exit(not (3, 10) <= sys.version_info < (3, 13))';
  return spawnSync(python, ['-c', check], { stdio: 'ignore' }).status === 0;
}

function isSentAgain(stream, record, since) {
  if (stream === 'bookings') return Date.parse(record.lastModified) >= since;
  if (stream === 'transactions' || stream === 'statement_payments')
    return record.modified_timestamp >= new Date(since).toISOString().slice(0, 10);
  return true;
}

/** Prints how many records arrived and how fast; fails if number or content differs from the simulator's. */
async function report(title, url, result, isExpected) {
  const speed = `${(result.ms / 1000).toFixed(2)} s including the start of Node, ${result.requests} requests`;
  console.log(`\n${title}: exit ${result.code}, ${speed}`);
  const rows = {};
  const different = [];
  // The connector's own stream is about the sync; the simulator knows no such records.
  for (const stream of [...keys.keys()].filter((name) => name !== 'sync_health')) {
    const truth = await truthOf(url, stream);
    const got = result.records[stream] ?? new Map();
    const expected = [...truth.values()].filter((text) =>
      isExpected(stream, JSON.parse(text)),
    ).length;
    const wrong = [...got].flatMap(([id, text]) => difference(stream, id, text, truth.get(id)));
    const equal = got.size - wrong.length;
    different.push(...firstOf(wrong));
    // Receipts cover seven days, but their records have no date.
    const count = stream === 'transaction_receipts' ? 'the last 7 days' : expected;
    rows[stream] = {
      records: result.count[stream] ?? 0,
      expected: count,
      'equal to the simulator': equal,
    };
    if (equal !== (result.count[stream] ?? 0) || (typeof count === 'number' && count !== equal))
      process.exitCode = 1;
  }
  console.table(rows);
  for (const line of different) console.log(`  ${line}`);
}

function firstOf(lines) {
  return lines.length <= 3 ? lines : [...lines.slice(0, 3), `and ${lines.length - 3} more`];
}

/** One line for the first field that differs from the simulator's, or none. */
function difference(stream, id, text, truth) {
  if (truth === undefined) return [`${stream} ${id}: the simulator has no such record`];
  const record = JSON.parse(text);
  const other = JSON.parse(truth);
  // The truth about receipts only has their keys.
  if (stream === 'transaction_receipts') return [];
  if (stream === 'transactions') delete record.transaction_source;
  if (JSON.stringify(record) === JSON.stringify(other)) return [];
  const names = new Set([...Object.keys(other), ...Object.keys(record)]);
  const name = [...names].find((one) => jsonOf(record, one) !== jsonOf(other, one));
  if (name === undefined) return [`${stream} ${id}: its members stand in another order`];
  const [found, expected] = [record, other].map((each) => short(jsonOf(each, name)));
  return [`${stream} ${id}: "${name}" is ${found}, at the simulator ${expected}`];
}

function jsonOf(record, name) {
  return Object.hasOwn(record, name) ? JSON.stringify(record[name]) : 'absent';
}

function short(text) {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}

/** Without a primary key, the whole record. */
function keyOf(stream, record) {
  const key = keys.get(stream);
  return key === undefined ? JSON.stringify(record) : record[key];
}

async function truthOf(url, stream) {
  const text = await (await fetch(`${url}/_control/truth?stream=${stream}`)).text();
  return new Map(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => [keyOf(stream, JSON.parse(line)), line]),
  );
}

/** The connector's command. Uses the host's network, because the simulator listens only on loopback. */
function connector() {
  if (image === undefined) return [join(root, 'bin/source-navan')];
  const user = `${process.getuid?.()}:${process.getgid?.()}`;
  const docker = ['docker', 'run', '--rm', '--network', 'host', '--user', user, '--read-only'];
  return [...docker, '--volume', `${folder}:${folder}:ro`, image];
}

/** Runs the connector and sorts its messages; `log` keeps its output. */
async function run(args, log) {
  const started = Date.now();
  const before = await requestCount();
  const [command, ...words] = [...connector(), ...args];
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = new Promise((resolve) => child.once('close', resolve));
  /** @type {any} */
  const result = { messages: [], records: {}, count: {}, state: [], requests: 0 };
  const states = new Map();
  if (log !== undefined) child.stdout.pipe(createWriteStream(log));
  for await (const line of createInterface({ input: child.stdout })) take(line, result, states);
  result.code = await exit;
  result.ms = Date.now() - started;
  result.state = [...states.values()];
  result.requests = (await requestCount()) - before;
  if (result.code !== 0) process.exitCode = 1;
  return result;
}

function take(line, result, states) {
  const message = JSON.parse(line);
  if (message.type === 'RECORD') {
    const { stream, data } = message.record;
    result.count[stream] = (result.count[stream] ?? 0) + 1;
    (result.records[stream] ??= new Map()).set(keyOf(stream, data), JSON.stringify(data));
    return;
  }
  if (message.type === 'STATE') states.set(message.state.stream.stream_descriptor.name, message);
  if (message.type === 'LOG' && message.log.level !== 'INFO')
    console.log(`  ${message.log.level}: ${message.log.message}`);
  if (message.type === 'TRACE' && message.trace.type === 'ERROR')
    console.log(`  ERROR: ${message.trace.error.message}`);
  result.messages.push(message);
}

const change = (url, stream, which, what) =>
  post(`${url}/_control/change`, { stream, which, ...what });

/** @returns {Promise<any>} */
const getJson = async (url) => (await fetch(url)).json();

/** @returns {Promise<any>} */
async function post(url, body) {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

async function firstLine(stream) {
  for await (const line of createInterface({ input: stream })) return line.trim();
  throw new Error('the simulator did not start');
}

await main();
