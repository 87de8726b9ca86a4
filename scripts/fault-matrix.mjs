#!/usr/bin/env node
// Runs the fault matrix and writes its table into docs/reliability.md, between the markers. The tests compare the table
// with what they see, so a stale one fails.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ENDPOINTS = ['token', 'bookings', 'expense'];
const HEAD = [
  '| fault | where | what happened | further requests (first, middle, last) |',
  '|---|---|---|---|',
];
const MARKERS = /(<!-- fault matrix -->\n)[^]*(<!-- end of fault matrix -->)/u;

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs', 'reliability.md');
const folder = mkdtempSync(join(tmpdir(), 'source-navan-faults-'));

function run(tool, args, env = {}) {
  const command = ['--no-install', tool, ...args];
  const environment = { ...process.env, ...env };
  return spawnSync('npx', command, { cwd: root, stdio: 'inherit', env: environment }).status ?? 1;
}

/**
 * Merges the endpoints of a fault that have equal outcomes into one row.
 *
 * @param {readonly string[]} rows
 */
function merged(rows) {
  /** @type {Map<string, Map<string, string[]>>} */
  const byFault = new Map();
  for (const row of rows) {
    const [, fault = '', endpoint = '', ...answers] = row.split('|').map((cell) => cell.trim());
    const byAnswers = byFault.get(fault) ?? new Map();
    const key = answers.join(' | ');
    byFault.set(fault, byAnswers.set(key, [...(byAnswers.get(key) ?? []), endpoint]));
  }
  return [...byFault].flatMap(([fault, byAnswers]) =>
    [...byAnswers].map(([answers, where]) => `| ${fault} | ${where.join(', ')} | ${answers}`),
  );
}

function write() {
  const text = readFileSync(page, 'utf8');
  if (!MARKERS.test(text)) throw new Error(`${page} has no place for the table`);
  const rows = ENDPOINTS.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  const table = [...HEAD, ...merged(rows)].join('\n');
  writeFileSync(
    page,
    text.replace(MARKERS, (_, begin, end) => `${begin}\n${table}\n\n${end}`),
  );
  return run('prettier', ['--write', page]);
}

const status = run('jest', ['test/faults/.*\\.matrix\\.test'], { FAULT_MATRIX_FOLDER: folder });
process.exitCode = status === 0 ? write() : status;
rmSync(folder, { recursive: true });
