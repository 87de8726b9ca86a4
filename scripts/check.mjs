#!/usr/bin/env node
// Runs every suite, also in a clean clone, some of them three at a time, and ends with one line of totals:
// `N passed, N failed[, N skipped]`. A suite that prints such lines is counted by its last one, any other by its exit
// code. An argument names a JSON file that lists the suites to run instead of SUITES.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byLane, SUITES } from './suites.mjs';
import { endWithTotals, totals } from './totals.mjs';

const root = join(import.meta.dirname, '..');
const TOTALS = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm;

/** Parallel jobs at a time. */
const LANES = 3;

/**
 * @param {string} command
 * @param {NodeJS.ProcessEnv} environment in addition to this process's
 * @param {(text: string) => void} print takes the output as it comes
 * @returns {Promise<{ succeeded: boolean, ended: string, output: string }>}
 */
function run(command, environment, print) {
  const [program = '', ...args] = command.split(' ');
  const env = { ...process.env, ...environment };
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env });
  let output = '';
  const startedAt = Date.now();
  const forward = (/** @type {string} */ text) => {
    output += text;
    print(text);
  };
  child.stdout.setEncoding('utf8').on('data', forward);
  child.stderr.setEncoding('utf8').on('data', forward);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      resolve({ succeeded: false, ended: error.message, output });
    });
    child.on('close', (code, signal) => {
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      const ended = `exit ${code ?? signal} after ${seconds} s`;
      resolve({ succeeded: code === 0, ended, output });
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

/**
 * By name; those that have begun.
 *
 * @type {Map<string, Promise<void>>}
 */
const begun = new Map();

/** @param {string} text */
const print = (text) => {
  process.stdout.write(text);
};

/** @param {import('./suites.mjs').Suite} suite */
async function runAlone({ name, command }) {
  print(`== ${name}\n`);
  const result = await run(command, {}, print);
  count(result);
  print(`== ${name}: ${result.ended}\n`);
}

/**
 * Prints the output of each at its end. Others run at the same time, so that none may build: what is built stays.
 *
 * @param {readonly import('./suites.mjs').Suite[]} suites
 */
async function runInLane(suites) {
  for (const suite of suites) {
    if (suite.after !== undefined) await begun.get(suite.after);
    const ended = runQuietly(suite);
    begun.set(suite.name, ended);
    await ended;
  }
}

/** @param {import('./suites.mjs').Suite} suite */
async function runQuietly({ name, command }) {
  const result = await run(command, { SOURCE_NAVAN_IS_BUILT: '1' }, () => undefined);
  count(result);
  print(`== ${name}\n${result.output}== ${name}: ${result.ended}\n`);
}

const [file] = process.argv.slice(2);
/** @type {readonly import('./suites.mjs').Suite[]} */
const suites = file === undefined ? SUITES : JSON.parse(readFileSync(file, 'utf8'));
for (const suite of suites.filter(({ isParallel }) => !isParallel)) await runAlone(suite);
const queue = byLane(suites.filter(({ isParallel }) => isParallel)).values();
const lane = async () => {
  for (const [, own] of queue) await runInLane(own);
};
await Promise.all(Array.from({ length: LANES }, lane));
endWithTotals();
