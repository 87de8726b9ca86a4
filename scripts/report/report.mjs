// @ts-check
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CommandError } from './command-line.mjs';
import { bytesOf } from './lines.mjs';
import { shortened } from './markup.mjs';
import { modelOf } from './model.mjs';
import { page } from './page.mjs';
import { readLog } from './read-log.mjs';
import { verdictOf } from './summary.mjs';

/** A job of Airbyte's has few attempts; a page of many syncs would be too large to open. */
const MOST_RUNS = 5;

/**
 * Writes the page and returns a line that says so.
 *
 * @param {import('./command-line.mjs').Command} command
 */
export async function report({ log, out }) {
  const contents = await contentsOf(log);
  if (contents.syncs.length === 0) throw new CommandError(unusable(log, contents), 1);
  const runs = contents.syncs.slice(-MOST_RUNS).map(modelOf);
  write(
    out,
    page(log === '-' ? 'stdin' : basename(log), runs, contents.syncs.length - runs.length),
  );
  const shown = runs.findLast(({ isSync }) => isSync) ?? runs.at(-1);
  return `${shown === undefined ? '' : `${verdictOf(shown).title}. `}Report: ${out}`;
}

async function contentsOf(/** @type {string} */ log) {
  try {
    return await readLog(bytesOf(log));
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === undefined) throw error;
    throw new CommandError(
      `The log ${log} cannot be read: ${REASONS[code] ?? message}. Name a file with the connector's output, or a log downloaded from Airbyte.`,
      1,
    );
  }
}

/** @type {Record<string, string | undefined>} */
const REASONS = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
  Z_DATA_ERROR: 'it is packed and damaged',
  Z_BUF_ERROR: 'it is packed, and its end is missing',
};

/**
 * @param {string} log
 * @param {import('./read-log.mjs').Contents} contents
 */
function unusable(log, { lines, messages, firstLine }) {
  const name = log === '-' ? 'stdin' : log;
  if (lines === 0)
    return `${name} is empty. Expected what source-navan writes to stdout, or a log downloaded from Airbyte.`;
  const found =
    messages > 0
      ? `${messages} of ${lines} lines are messages of Airbyte, but none tells of a run`
      : `none of its ${lines} lines is one of source-navan`;
  const first = shortened(firstLine.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?'), 80);
  return `${name} cannot be drawn: ${found}. It begins with: ${first}
Expected what source-navan read wrote to stdout, or the log of a sync downloaded from Airbyte, at the level INFO.`;
}

function write(/** @type {string} */ out, /** @type {string} */ text) {
  try {
    writeFileSync(out, text);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new CommandError(
      `The page cannot be written: ${message}. Name another file behind the log.`,
      1,
    );
  }
}
