#!/usr/bin/env node
// Everything that has to hold, in one command: installs what is missing, builds, then types, lint, format, layers, dead
// code and all tests. Ends with one line of totals, and with exit code 1 if anything failed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const totals = { passed: 0, failed: 0, skipped: 0 };

/** One check that either holds or does not. */
function check(name, command, ...args) {
  const started = Date.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  const holds = status === 0;
  totals[holds ? 'passed' : 'failed']++;
  console.log(
    `${holds ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
  return holds;
}

/** Runs jest and adds what it counted. */
function jest(name, ...args) {
  const folder = mkdtempSync(join(tmpdir(), 'source-navan-test-'));
  const outputFile = join(folder, 'jest.json');
  const { status } = spawnSync(
    'npx',
    ['--no-install', 'jest', '--maxWorkers=100%', '--json', `--outputFile=${outputFile}`, ...args],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (existsSync(outputFile)) {
    const result = JSON.parse(readFileSync(outputFile, 'utf8'));
    totals.passed += result.numPassedTests;
    totals.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    totals.skipped += result.numPendingTests + result.numTodoTests;
  } else {
    totals.failed++;
  }
  rmSync(folder, { recursive: true });
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  if (status !== 0 && totals.failed === 0) totals.failed++;
}

function install() {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return true;
  return check('install', 'npm', 'ci');
}

if (install()) {
  check(
    'schemas embedded in the manifest',
    process.execPath,
    'scripts/embed-schemas.mjs',
    '--check',
  );
  for (const script of ['build', 'types', 'lint', 'format', 'layers', 'unused', 'licences'])
    check(script, 'npm', 'run', '--silent', script);
  jest('tests', ...process.argv.slice(2));
}
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exitCode = totals.failed > 0 ? 1 : 0;
