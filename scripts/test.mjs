#!/usr/bin/env node
// Runs all checks in one command: installs what is missing, builds, checks types, lint, format, layers, dead code and
// licences, and runs all tests. With --quick only the build, unit tests and docs tests. Other arguments go to jest.
// Ends with one line of totals, and exits with 1 if anything failed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installMissing } from './install.mjs';
import { endWithTotals, jest, totals } from './totals.mjs';

const root = join(import.meta.dirname, '..');
const CHECKS = ['build', 'typecheck', 'lint', 'format', 'layers', 'unused', 'licences'];
const QUICK_TESTS = ['test/unit/', 'test/docs/', 'test/releases/'];

const isQuick = process.argv.includes('--quick');
const jestArgs = process.argv.slice(2).filter((arg) => arg !== '--quick');

/**
 * Counts one check that passes or fails.
 *
 * @param {string} name
 * @param {() => boolean} holds
 */
function check(name, holds) {
  const started = Date.now();
  const held = holds();
  totals[held ? 'passed' : 'failed']++;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${held ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function succeeds(command, ...args) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

if (installMissing()) {
  check('schemas embedded in the manifest', () =>
    succeeds(process.execPath, 'scripts/embed-schemas.mjs', '--check'),
  );
  for (const script of isQuick ? ['build'] : CHECKS)
    check(script, () => succeeds('npm', 'run', '--silent', script));
  jest('tests', '--maxWorkers=100%', ...(isQuick ? QUICK_TESTS : []), ...jestArgs);
} else {
  console.log('FAIL install');
  totals.failed++;
}
endWithTotals();
