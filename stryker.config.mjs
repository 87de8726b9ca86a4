/** Mutation tests on demand: npm run mutation, or with --mutate 'src/state/**' for a folder. */
export default {
  mutate: ['src/client/**/*.ts', 'src/stream/**/*.ts', 'src/state/**/*.ts'],
  testRunner: 'jest',
  jest: { configFile: 'jest.mutation.config.cjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // Texts are for people: a test of the words would only prove that they were written twice.
  mutator: { excludedMutations: ['StringLiteral'] },
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  concurrency: 2,
  timeoutMS: 5_000,
  thresholds: { high: 90, low: 80, break: 80 },
};
