// Counts tests across commands and prints the totals.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
export const totals = { passed: 0, failed: 0, skipped: 0 };

/** Runs jest and adds its counts. */
export function jest(name, ...args) {
  const folder = mkdtempSync(join(tmpdir(), 'source-navan-test-'));
  const outputFile = join(folder, 'jest.json');
  const { status } = spawnSync(
    'npx',
    ['--no-install', 'jest', '--json', `--outputFile=${outputFile}`, ...args],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (existsSync(outputFile)) {
    const result = JSON.parse(readFileSync(outputFile, 'utf8'));
    totals.passed += result.numPassedTests;
    totals.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    totals.skipped += result.numPendingTests + result.numTodoTests;
    for (const { fullName, status } of result.testResults.flatMap((file) => file.assertionResults))
      if (status === 'pending' || status === 'todo') console.log(`skip ${fullName}`);
  } else {
    totals.failed++;
  }
  rmSync(folder, { recursive: true });
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  if (status !== 0 && totals.failed === 0) totals.failed++;
}

/** Prints the last line; exits with 1 if anything failed. */
export function endWithTotals() {
  const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
  console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
  process.exitCode = totals.failed > 0 ? 1 : 0;
}
