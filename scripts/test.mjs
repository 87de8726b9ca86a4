#!/usr/bin/env node
// Runs all checks in one command: installs what is missing, builds, checks types, lint, format, layers, dead code and
// licences, and runs all tests. With --quick only the build, unit tests and docs tests. Other arguments go to jest.
// Ends with one line of totals, and exits with 1 if anything failed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { installMissing } from './install.mjs';
import { endWithTotals, jest, totals } from './totals.mjs';

const root = join(import.meta.dirname, '..');
/** Each needs one core. */
const CHECKS = ['typecheck', 'lint', 'format', 'layers', 'unused', 'licences'];
const QUICK_TESTS = ['test/unit/', 'test/docs/', 'test/releases/'];

const isQuick = process.argv.includes('--quick');
const jestArgs = process.argv.slice(2).filter((arg) => arg !== '--quick');

/**
 * Counts one check that passes or fails, and prints its output at its end.
 *
 * @param {string} name
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
function check(name, command, ...args) {
  const started = Date.now();
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      totals[code === 0 ? 'passed' : 'failed']++;
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`${output}${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
      resolve();
    });
  });
}

/** @param {string} script */
const checkScript = (script) => check(script, 'npm', 'run', '--silent', script);

if (installMissing()) {
  const schemas = 'schemas embedded in the manifest';
  await check(schemas, process.execPath, 'scripts/embed-schemas.mjs', '--check');
  await checkScript('build');
  if (!isQuick) await Promise.all(CHECKS.map(checkScript));
  jest('tests', '--maxWorkers=100%', ...(isQuick ? QUICK_TESTS : []), ...jestArgs);
} else {
  console.log('FAIL install');
  totals.failed++;
}
endWithTotals();
