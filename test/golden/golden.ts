import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../src/config/json';
import { parseState } from '../../src/protocol/input-state';
import type { CatalogStream } from '../../src/protocol/catalog';
import { ROOT, text } from '../docs/support';
import type { States } from '../support/connector-run';

const FOLDER = 'test/golden';

/** The API's data when a version wrote its states. */
export interface GoldenWorld {
  /** The API's time. */
  readonly now: string;
  readonly bookings: readonly Booking[];
  readonly users: readonly { readonly id: string }[];
  readonly transactions: Readonly<Record<string, readonly Transaction[]>>;
}

export interface Booking {
  readonly uuid: string;
  readonly created: string;
  readonly lastModified: string;
}

export interface Transaction {
  readonly id: string;
  readonly modified_timestamp: string;
}

/** The versions with files. */
export function goldenVersions(): readonly string[] {
  const entries = readdirSync(join(ROOT, FOLDER), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** What one version wrote: configs, catalogs, states, and their world. */
export class Golden {
  readonly world: GoldenWorld;
  /** The config that catalogs and states were made with. */
  readonly config: JsonObject & { readonly start_date: string };

  constructor(readonly version: string) {
    this.world = this.json('world.json') as GoldenWorld;
    this.config = this.json('config.json') as Golden['config'];
  }

  /** By name, as users saved them. */
  get configs(): readonly (readonly [string, JsonObject])[] {
    return this.folder('configs') as readonly (readonly [string, JsonObject])[];
  }

  get configuredCatalogs(): readonly (readonly [string, ConfiguredCatalogFile])[] {
    const files = this.folder('catalogs').filter(([name]) => name !== 'discovered');
    return files as readonly (readonly [string, ConfiguredCatalogFile])[];
  }

  /** What `discover` offered. */
  get discovered(): readonly CatalogStream[] {
    const { streams } = this.json('catalogs/discovered.json') as { streams: CatalogStream[] };
    return streams;
  }

  /** Parsed by the `--state` reader, which must not report anything. */
  states(name: string): States {
    const messages = this.json(`states/${name}.json`);
    const { state, notices } = parseState(messages, STREAMS);
    expect(notices).toEqual([]);
    return state.streams;
  }

  private folder(name: string): readonly (readonly [string, unknown])[] {
    const files = readdirSync(join(ROOT, FOLDER, this.version, name));
    return files.map((file) => [file.replace('.json', ''), this.json(`${name}/${file}`)]);
  }

  private json(path: string): unknown {
    return JSON.parse(text(join(FOLDER, this.version, path)));
  }
}

export interface ConfiguredCatalogFile {
  readonly streams: readonly {
    readonly stream: { readonly name: string };
    readonly sync_mode: string;
  }[];
}

export const STREAMS = ['bookings', 'users', 'transactions', 'transaction_receipts'];
export const STATES = [
  'full-refresh',
  'full-refresh-cut-off',
  'incremental',
  'incremental-cut-off',
];
