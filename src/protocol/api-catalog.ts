import { isJsonObject, type JsonObject, type JsonValue } from '../config/json';

/** How to read a stream, from its entry in either form. */
export interface StreamSettings {
  readonly syncMode: JsonValue | undefined;
  readonly destinationSyncMode: JsonValue | undefined;
  readonly generationId: JsonValue | undefined;
  readonly syncId: JsonValue | undefined;
  /** The API also lists deselected streams. */
  readonly isDeselected: boolean;
}

/**
 * The catalog itself, out of a connection that was copied whole. Airbyte's API and web application have it in camelCase
 * (`syncCatalog`, with a stream's settings under `config`), and people copy that. The protocol uses snake_case.
 */
export function unwrapCatalog(value: unknown): {
  readonly catalog: unknown;
  readonly isApiForm: boolean;
} {
  const wrapped = isJsonObject(value) ? value['syncCatalog'] : undefined;
  const catalog = isJsonObject(wrapped) ? wrapped : value;
  return { catalog, isApiForm: catalog !== value || hasApiEntry(catalog) };
}

export function streamSettings(entry: JsonObject): StreamSettings {
  const config = isJsonObject(entry['config']) ? entry['config'] : {};
  const setting = (protocol: string, api: string): JsonValue | undefined =>
    entry[protocol] ?? entry[api] ?? config[api];
  return {
    syncMode: setting('sync_mode', 'syncMode'),
    destinationSyncMode: setting('destination_sync_mode', 'destinationSyncMode'),
    generationId: setting('generation_id', 'generationId'),
    syncId: setting('sync_id', 'syncId'),
    isDeselected: config['selected'] === false,
  };
}

function hasApiEntry(catalog: unknown): boolean {
  const streams = isJsonObject(catalog) ? catalog['streams'] : undefined;
  return Array.isArray(streams) && streams.some(isApiEntry);
}

function isApiEntry(entry: unknown): boolean {
  if (!isJsonObject(entry) || !isJsonObject(entry['stream'])) return false;
  return 'syncMode' in entry || isJsonObject(entry['config']);
}
