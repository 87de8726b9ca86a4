#!/usr/bin/env node
// All suites: scripts/check.mjs (npm run check, .ci/run) runs them one after another, GitHub's workflow in parallel
// jobs. Run as a program, prints those jobs as the workflow's matrix.

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} command split at blanks, run without a shell
 * @property {string} [job] suites of one job share its machine; by default a job of its own
 */

/** @type {readonly Suite[]} */
export const SUITES = [
  { name: 'tests', command: 'npm test', job: 'tests' },
  { name: 'long tests', command: 'npm run test:long' },
  { name: 'demo', command: 'npm run demo' },
  // The conformance tests use the image as well.
  { name: 'image', command: 'npm run image', job: 'image and conformance' },
  { name: 'witness', command: 'npm run witness' },
  { name: 'conformance', command: 'npm run conformance', job: 'image and conformance' },
  { name: 'alerts', command: 'npm run alerts' },
  { name: 'dbt', command: 'npm run dbt' },
  { name: 'form', command: 'npm run form' },
];

/** The workflow's jobs except `tests`, which runs on each version of Node. */
export function jobs() {
  const names = [...new Set(SUITES.map(({ name, job = name }) => job))];
  return names
    .filter((job) => job !== 'tests')
    .map((job) => ({
      name: job,
      run: SUITES.filter(({ name, job: own = name }) => own === job)
        .map(({ command }) => command)
        .join(' && '),
    }));
}

if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(jobs()));
