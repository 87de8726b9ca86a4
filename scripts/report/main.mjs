#!/usr/bin/env node
// @ts-check
// npm run report -- LOG [OUT.html]: draws a log of the connector as one page.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, commandOf, HELP } from './command-line.mjs';

const root = join(import.meta.dirname, '../..');

/** The log's sentences and the errors' advice are read from the compiled sources. */
function ensureBuilt() {
  if (existsSync(join(root, 'dist/src/log')) && existsSync(join(root, 'dist/src/errors'))) return;
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0)
    throw new CommandError(
      'The connector could not be built, which the report needs. Run npm ci, then npm run build.',
      1,
    );
}

async function main() {
  const command = commandOf(process.argv.slice(2));
  if (command === 'help') {
    process.stdout.write(HELP);
    return;
  }
  ensureBuilt();
  const { report } = await import('./report.mjs');
  console.log(await report(command));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
