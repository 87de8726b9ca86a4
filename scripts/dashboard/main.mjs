#!/usr/bin/env node
// @ts-check
// npm run dashboard -- FILE.duckdb [OUT.html]: draws the dbt models as one page.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandError } from '../report/command-line.mjs';
import { commandOf, HELP } from './command-line.mjs';

/** @param {import('./command-line.mjs').Command} command */
async function draw({ file, out, schema }) {
  const { dashboard } = await import('./dashboard.mjs');
  const text = await dashboard(file, schema);
  try {
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, text);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new CommandError(`The page can't be written: ${message}. Name another file for it.`, 1);
  }
  console.log(`Dashboard: ${out}`);
}

try {
  const command = commandOf(process.argv.slice(2));
  if (command === 'help') process.stdout.write(HELP);
  else await draw(command);
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
