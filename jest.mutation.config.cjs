/** The tests that judge mutants: those of the layer itself. LAYER=client runs them alone, which takes a third of the time. */
/** @type {import('jest').Config} */
const layer = process.env.LAYER ?? '{client,stream,state}';

module.exports = {
  ...require('./jest.config.cjs'),
  testMatch: [`<rootDir>/test/unit/${layer}/**/*.test.ts`],
};
