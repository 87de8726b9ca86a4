#!/usr/bin/env node
// Runs every suite, also in a clean clone, and ends with one line of totals: `N passed, N failed[, N skipped]`. A suite
// that prints such lines is counted by its last one, any other by its exit code. An argument names a JSON file that
// lists the suites to run instead of SUITES.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUITES } from './suites.mjs';
import { endWithTotals, totals } from './totals.mjs';

const root = join(import.meta.dirname, '..');
const TOTALS = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm;

/**
 * @param {string} command
 * @returns {Promise<{ succeeded: boolean, ended: string, output: string }>}
 */
function run(command) {
  const [program = '', ...args] = command.split(' ');
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const forward = (/** @type {Buffer} */ chunk) => {
    output += chunk.toString('latin1');
    process.stdout.write(chunk);
  };
  child.stdout.on('data', forward);
  child.stderr.on('data', forward);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      resolve({ succeeded: false, ended: error.message, output });
    });
    child.on('close', (code, signal) => {
      resolve({ succeeded: code === 0, ended: `exit ${code ?? signal}`, output });
    });
  });
}

/** @param {{ succeeded: boolean, output: string }} result */
function count({ succeeded, output }) {
  const line = [...output.matchAll(TOTALS)].at(-1);
  if (!line) {
    totals[succeeded ? 'passed' : 'failed']++;
    return;
  }
  const [passed = 0, failed = 0, skipped = 0] = line.slice(1).map((digits) => Number(digits || 0));
  totals.passed += passed;
  totals.failed += failed === 0 && !succeeded ? 1 : failed;
  totals.skipped += skipped;
}

const [file] = process.argv.slice(2);
/** @type {readonly import('./suites.mjs').Suite[]} */
const suites = file === undefined ? SUITES : JSON.parse(readFileSync(file, 'utf8'));
for (const { name, command } of suites) {
  console.log(`== ${name}`);
  const result = await run(command);
  count(result);
  console.log(`== ${name}: ${result.ended}`);
}
endWithTotals();
