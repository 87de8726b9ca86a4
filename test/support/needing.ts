import { spawnSync } from 'node:child_process';

/** A group of tests that is skipped, with its reason in its name, where a command is not installed. */
export function describeNeeding(command: string, title: string, tests: () => void): void {
  const isThere = spawnSync(command, ['--version']).status === 0;
  // The connector needs none of these commands, so a machine that builds it may be without.
  if (isThere) describe(title, tests);
  else describe.skip(`${title} (skipped: ${command} is not installed)`, tests);
}
