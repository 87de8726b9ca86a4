import type { JsonObject } from '../config/json';

export type SyncMode = 'full_refresh' | 'incremental';

/** A stream as `discover` offers it. Properties that do not apply are absent, never null. */
export interface CatalogStream {
  readonly name: string;
  /** Draft-07, nullable fields, without `$ref`. */
  readonly json_schema: JsonObject;
  readonly supported_sync_modes: readonly SyncMode[];
  readonly source_defined_cursor?: boolean;
  readonly default_cursor_field?: readonly string[];
  readonly source_defined_primary_key?: readonly (readonly string[])[];
  /** An interrupted full refresh continues where it stopped. */
  readonly is_resumable: boolean;
}

export interface Catalog {
  readonly streams: readonly CatalogStream[];
}

/** What is needed to validate a stream's catalog entry. */
export type DeclaredStream = Pick<CatalogStream, 'name' | 'supported_sync_modes'>;

export interface ConfiguredStream {
  readonly name: string;
  /** Always a supported mode: others become `full_refresh`. */
  readonly syncMode: SyncMode;
  /** The platform's id of the refresh that this sync belongs to; absent in catalogs of other runners. */
  readonly generationId?: number;
  /** The platform's id of the sync; absent in catalogs of other runners. */
  readonly syncId?: number;
  /** The destination keeps one row per primary key. */
  readonly isDeduplicated?: boolean;
}

export interface ConfiguredCatalog {
  /** In the file's order, each name once, only streams that exist. */
  readonly streams: readonly ConfiguredStream[];
}
