import { spawnSync } from 'node:child_process';

/** A group of tests that is skipped, with the reason in its name, if a command is not installed. */
export function describeNeeding(command: string, title: string, tests: () => void): void {
  const isThere = spawnSync(command, ['--version']).status === 0;
  // The connector does not need these commands, so a build machine may lack them.
  if (isThere) describe(title, tests);
  else describe.skip(`${title} (skipped: ${command} is not installed)`, tests);
}
