/** The tests that judge mutants: the layers' own, and short reads over real HTTP. */
/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.cjs'),
  testMatch: ['<rootDir>/test/unit/{client,stream,state}/**/*.test.ts'],
};
