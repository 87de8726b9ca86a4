// @ts-check
// The DuckDB file: opened read-only, without access to other files or the network, and checked for the models.
import { existsSync, statSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { CommandError } from '../report/command-line.mjs';

/** What a tab reads. A tab without any of its models is left out: the package's variables can switch them off. */
export const MODELS = {
  travel: [
    'int_navan__booking_facts',
    'int_navan__booking_travelers',
    'int_navan__traveler_trips',
    'navan__booking_allocations',
    'navan__carbon',
    'navan__unused_credits',
    'stg_navan__bookings',
  ],
  finance: [
    'navan__card_reconciliation',
    'navan__journal_exceptions',
    'navan__journal_excluded',
    'navan__journal_lines',
    'stg_navan__transactions',
  ],
  health: ['navan__sync_status'],
};

/** @typedef {keyof typeof MODELS} Tab */
/** @typedef {Record<string, any>} Row */

export class Database {
  #connection;

  /**
   * @param {import('@duckdb/node-api').DuckDBConnection} connection
   * @param {ReadonlySet<string>} names of the models that are there
   */
  constructor(connection, names) {
    this.#connection = connection;
    this.names = names;
  }

  /** Whether its models are there. */
  has(/** @type {Tab} */ tab) {
    return MODELS[tab].every((name) => this.names.has(name));
  }

  /**
   * @param {string} sql
   * @returns {Promise<any[]>}
   */
  async rows(sql) {
    try {
      return (await this.#connection.runAndReadAll(sql)).getRowObjectsJS();
    } catch (error) {
      throw unreadable(/** @type {Error} */ (error));
    }
  }

  close() {
    this.#connection.closeSync();
  }
}

/**
 * @param {string} file
 * @param {string} schema
 */
export async function opened(file, schema) {
  const connection = await connected(file);
  /** @returns {Promise<any[]>} */
  const rows = async (/** @type {string} */ sql) =>
    (await connection.runAndReadAll(sql)).getRowObjectsJS();
  const found = await rows(
    `select table_catalog as catalog, table_schema as schema, table_name as name from information_schema.tables
     where regexp_matches(table_name, '^(int|stg)?_?navan__')`,
  );
  const own = found.filter((row) => row.schema === schema);
  const names = new Set(own.map((row) => row.name));
  if (own[0] === undefined) throw new CommandError(withoutModels(file, schema, found), 1);
  for (const [tab, models] of Object.entries(MODELS)) checkModels(file, tab, models, names);
  await connection.run(`use ${quoted(own[0].catalog)}.${quoted(schema)}`);
  return new Database(connection, names);
}

/** @param {string} file */
async function connected(file) {
  if (!existsSync(file))
    throw new CommandError(
      `There is no file ${file}. Name the DuckDB file that dbt build writes; npm run dbt:example makes one.`,
      1,
    );
  if (statSync(file).isDirectory())
    throw new CommandError(`${file} is a folder. Name the DuckDB file that dbt build writes.`, 1);
  try {
    const options = { access_mode: 'READ_ONLY', enable_external_access: 'false' };
    return await (await DuckDBInstance.create(file, options)).connect();
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new CommandError(`${file} can't be opened as a DuckDB file: ${reasonOf(message)}`, 1);
  }
}

function reasonOf(/** @type {string} */ message) {
  if (message.includes('lock'))
    return 'another program has it open for writing. Close it, then try again.';
  return `${message.split('\n')[0]} Name the file that dbt build writes.`;
}

/**
 * @param {string} file
 * @param {string} schema
 * @param {readonly Row[]} found
 */
function withoutModels(file, schema, found) {
  const others = [...new Set(found.map((row) => String(row['schema'])))].sort();
  const advice =
    others.length > 0
      ? `They are in: ${others.join(', ')}. Name one with --schema.`
      : 'No schema has them. Run dbt build on this file first: dbt/README.md says how.';
  return `${file} has none of the package's models in the schema ${schema}. ${advice}`;
}

/**
 * @param {string} file
 * @param {string} tab
 * @param {readonly string[]} models
 * @param {ReadonlySet<string>} names
 */
function checkModels(file, tab, models, names) {
  const missing = models.filter((name) => !names.has(name));
  if (missing.length === 0 || missing.length === models.length) return;
  throw new CommandError(
    `${file} lacks ${missing.join(', ')}, which the tab ${tab} reads. It was built by an older package, or in part: run dbt build with this version of the package.`,
    1,
  );
}

/** @param {Error} error */
function unreadable(error) {
  const [message = ''] = error.message.split('\n');
  const catalog = /Catalog "([^"]*)" does not exist/u.exec(error.message)?.[1];
  if (catalog !== undefined)
    return new CommandError(
      `The models name the database ${catalog}: the file was renamed after dbt build. Name it ${catalog}.duckdb again, or run dbt build.`,
      1,
    );
  return new CommandError(
    `A model isn't as expected: ${message} It was built by another version of the package: run dbt build with this one.`,
    1,
  );
}

const quoted = (/** @type {unknown} */ name) => `"${String(name).replaceAll('"', '""')}"`;
