// @ts-check
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** A problem of the user's, to be told without a stack trace. Exit code 2: the command line; 1: the log or the page. */
export class CommandError extends Error {
  /**
   * @param {string} message
   * @param {1 | 2} exitCode
   */
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const HELP = `Draws a sync as one HTML page: requests, response times, waits, partitions, records, errors.

Usage: npm run report -- LOG [OUT.html]

LOG       what the connector wrote to stdout, or a log downloaded from Airbyte; also packed (gzip); - for stdin
OUT.html  the page; by default next to LOG, and report.html for stdin. An existing file is overwritten.

The page needs no network. It shows most if the source logs each request: "Log every request" under Advanced in the
source's form (advanced.request_log). What it shows: docs/operations.md.
`;

const HINT = 'Usage: npm run report -- LOG [OUT.html]; --help says more.';

const OPTIONS = /** @type {const} */ ({ help: { type: 'boolean', short: 'h' } });

/** @typedef {{ log: string, out: string }} Command paths; the log is \`-\` for stdin */

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
  const [log, out, ...more] = positionals;
  if (log === undefined) throw new CommandError(`Which log? No file was named. ${HINT}`, 2);
  if (more.length > 0)
    throw new CommandError(
      `A log and a page were expected, but also found: ${more.join(' ')}. ${HINT}`,
      2,
    );
  // npm changes to the project's folder.
  const folder = process.env['INIT_CWD'] ?? process.cwd();
  const command = {
    log: log === '-' ? log : resolve(folder, log),
    out: resolve(folder, out ?? pageOf(log)),
  };
  if (command.log === command.out)
    throw new CommandError(
      `The page would overwrite the log ${log}. Name another file for it. ${HINT}`,
      2,
    );
  return command;
}

/**
 * @template {import('node:util').ParseArgsConfig} Config
 * @param {Config} config
 * @param {string} hint
 */
export function parsed(config, hint) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new CommandError(`${/** @type {Error} */ (error).message}. ${hint}`, 2);
  }
}

/** `sync.log.gz` becomes `sync.html`. */
function pageOf(/** @type {string} */ log) {
  if (log === '-') return 'report.html';
  const name = basename(log)
    .replace(/\.gz$/u, '')
    .replace(/(?<=.)\.(?:log|txt|jsonl?|ndjson|out)$/u, '');
  return join(dirname(log), `${name}.html`);
}
