import type { JsonObject } from '../config/json';

export type SyncMode = 'full_refresh' | 'incremental';

/** A stream as `discover` offers it. What it does not have is absent, never null. */
export interface CatalogStream {
  readonly name: string;
  /** Draft-07, nullable fields, without `$ref`. */
  readonly json_schema: JsonObject;
  readonly supported_sync_modes: readonly SyncMode[];
  readonly source_defined_cursor?: boolean;
  readonly default_cursor_field?: readonly string[];
  readonly source_defined_primary_key?: readonly (readonly string[])[];
  /** A full refresh that broke off goes on where it stopped. */
  readonly is_resumable: boolean;
}

export interface Catalog {
  readonly streams: readonly CatalogStream[];
}

/** What has to be known about a stream before its catalog entry can be judged. */
export type DeclaredStream = Pick<CatalogStream, 'name' | 'supported_sync_modes'>;

/** A stream that the user selected. */
export interface ConfiguredStream {
  readonly name: string;
  /** Always one that the stream supports: what it lacks became `full_refresh`. */
  readonly syncMode: SyncMode;
  /** The platform's number of the refresh that this sync belongs to; absent in catalogs of other runners. */
  readonly generationId?: number;
  /** The destination makes one row of those with the same key. */
  readonly isDeduplicated?: boolean;
}

export interface ConfiguredCatalog {
  /** In the order of the file, each name once, only streams that exist. */
  readonly streams: readonly ConfiguredStream[];
  /** Names of the others: they are reported as failed. */
  readonly unknown?: readonly string[];
}
