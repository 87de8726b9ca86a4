#!/usr/bin/env node
// All suites: scripts/check.mjs (npm run check, .ci/run) runs them on one machine, GitHub's workflow in parallel jobs.
// Run as a program, prints those jobs as the workflow's matrix.

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} command split at blanks, run without a shell
 * @property {string} [job] suites of one job run one after another; by default a job of its own
 * @property {string} [lane] on one machine, suites of one lane run one after another; by default those of one job
 * @property {string} [after] on one machine, begins when that suite has ended
 * @property {boolean} [isParallel] uses one core or waits most of the time, so that several such jobs fit on one machine
 */

/** The image is used by the conformance tests as well, and the witness's environment. */
const AIRBYTE = { job: 'image, witness and conformance', isParallel: true };

/** The dashboard's tests take the company that the demo leaves. */
const COMPANY = { job: 'demo and dashboard', isParallel: true };

/** Both use one Python environment. */
const EXAMPLES = { job: 'alerts and receipts', isParallel: true };

/**
 * The longest jobs first, so that the last ones end together.
 *
 * @type {readonly Suite[]}
 */
export const SUITES = [
  { name: 'tests', command: 'npm test', job: 'tests' },
  { name: 'dbt', command: 'npm run dbt', isParallel: true },
  { name: 'image', command: 'npm run image', ...AIRBYTE },
  { name: 'witness', command: 'npm run witness', ...AIRBYTE, lane: 'witness' },
  {
    name: 'conformance',
    command: 'npm run conformance',
    ...AIRBYTE,
    lane: 'witness',
    after: 'image',
  },
  { name: 'demo', command: 'npm run demo', ...COMPANY },
  {
    name: 'dashboard',
    command: 'env DASHBOARD_COMPANY=reports/company.duckdb npm run dashboard:test',
    ...COMPANY,
  },
  // With fewer kills, and without the many syncs of test/long/changes-filter and drift, of which test/e2e has some of each
  // kind, and the walk of CONTRIBUTING, which runs suites again.
  {
    name: 'long tests',
    command:
      'env KILLS=6 npm run test:long -- --maxWorkers=1 --testPathIgnorePatterns=long/changes-filter --testPathIgnorePatterns=long/drift --testPathIgnorePatterns=long/walk',
    isParallel: true,
  },
  { name: 'alerts', command: 'npm run alerts', ...EXAMPLES },
  { name: 'receipts', command: 'npm run receipts', ...EXAMPLES },
  { name: 'form', command: 'npm run form', isParallel: true },
];

/**
 * Each group in the order of the list.
 *
 * @param {readonly Suite[]} suites
 * @param {(suite: Suite) => string} groupOf
 * @returns {readonly (readonly [string, readonly Suite[]])[]}
 */
function grouped(suites, groupOf) {
  /** @type {Map<string, Suite[]>} */
  const groups = new Map();
  for (const suite of suites) {
    const group = groupOf(suite);
    groups.set(group, [...(groups.get(group) ?? []), suite]);
  }
  return [...groups];
}

/** @param {readonly Suite[]} suites */
export const byLane = (suites) => grouped(suites, ({ name, job = name, lane = job }) => lane);

/** The workflow's jobs except `tests`, which runs on each version of Node. */
export function jobs() {
  return grouped(SUITES, ({ name, job = name }) => job)
    .filter(([job]) => job !== 'tests')
    .map(([name, suites]) => ({ name, run: suites.map(({ command }) => command).join(' && ') }));
}

if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(jobs()));
