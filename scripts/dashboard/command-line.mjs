// @ts-check
import { resolve } from 'node:path';
import { CommandError, parsed } from '../report/command-line.mjs';

export const HELP = `Draws the dbt models in a DuckDB file as one HTML page: travel, finance, health of the syncs.

Usage: npm run dashboard -- FILE.duckdb [OUT.html] [--schema NAME]

FILE.duckdb  where dbt build wrote the models; it's opened read-only
OUT.html     the page; by default dashboard.html. An existing file is overwritten.
--schema     where the models are: analytics by default

The page needs no network and shows no figure about fewer than five people. What it shows: docs/dashboard.md.
`;

const HINT =
  'Usage: npm run dashboard -- FILE.duckdb [OUT.html] [--schema NAME]; --help says more.';

const OPTIONS = /** @type {const} */ ({
  help: { type: 'boolean', short: 'h' },
  schema: { type: 'string', default: 'analytics' },
});

/** @typedef {{ file: string, out: string, schema: string }} Command */

/**
 * @param {string[]} argv
 * @returns {Command | 'help'}
 */
export function commandOf(argv) {
  const { values, positionals } = parsed(
    { args: argv, allowPositionals: true, options: OPTIONS },
    HINT,
  );
  if (values.help) return 'help';
  const [file, out = 'dashboard.html', ...more] = positionals;
  if (file === undefined) throw new CommandError(`Which DuckDB file? None was named. ${HINT}`, 2);
  if (more.length > 0)
    throw new CommandError(
      `A file and a page were expected, but also found: ${more.join(' ')}. ${HINT}`,
      2,
    );
  // npm changes to the project's folder.
  const folder = process.env['INIT_CWD'] ?? process.cwd();
  const command = {
    file: resolve(folder, file),
    out: resolve(folder, out),
    schema: String(values.schema),
  };
  if (command.file === command.out)
    throw new CommandError(
      `The page would overwrite ${file}. Name another file for it. ${HINT}`,
      2,
    );
  return command;
}
