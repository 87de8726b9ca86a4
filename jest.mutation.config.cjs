/**
 * The tests that judge mutants: those of the layers themselves. TESTS, a part of their paths, takes fewer, which is
 * quicker where a run mutates a part of a layer: TESTS='client/(?!throttle|rate|hidden)' npm run mutation -- --mutate …
 */
/** @type {import('jest').Config} */
const all = require('./jest.config.cjs');

/** @type {import('jest').Config} */
module.exports = {
  ...all,
  testMatch: undefined,
  setupFiles: ['<rootDir>/test/support/judging.ts'],
  testRegex: `/test/unit/${process.env.TESTS ?? '(client|stream|state)'}.*\\.test\\.ts$`,
};
