#!/usr/bin/env node
// Everything that has to hold, in one command: installs what is missing, builds, then types, lint, format, layers, dead
// code and all tests. Ends with one line of totals, and with exit code 1 if anything failed.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { endWithTotals, jest, totals } from './totals.mjs';

const root = join(import.meta.dirname, '..');

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
  jest('tests', '--maxWorkers=100%', ...process.argv.slice(2));
}
endWithTotals();
