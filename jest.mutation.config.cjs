/**
 * The tests that judge mutants: the layers' own. TESTS, a part of their paths, selects fewer, to mutate a part of a layer
 * faster: TESTS='client/(?!throttle|rate|hidden)' npm run mutation -- --mutate …
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
