import { isJsonObject, type JsonObject } from '../config/json';
import { nearest } from '../config/nearest';
import { README_SAYS_HOW } from '../config/input-file';
import { ConnectorError } from '../errors/connector-error';
import { PROTOCOL_ERRORS } from '../errors/protocol-errors';
import { notice } from '../log/log-text';
import { PROTOCOL_LINES } from '../log/protocol-lines';
import { streamSettings, unwrapCatalog } from './api-catalog';
import type { ConfiguredCatalog, ConfiguredStream, DeclaredStream, SyncMode } from './catalog';

export interface ParsedCatalog {
  readonly catalog: ConfiguredCatalog;
  /** Selected streams that do not exist, each with the error to report; the others can be read. */
  readonly unknown: ReadonlyMap<string, ConnectorError>;
  /** Sentences for the log at WARN. */
  readonly notices: readonly string[];
}

const DEDUPLICATING: ReadonlySet<unknown> = new Set(['append_dedup', 'overwrite_dedup']);
const SYNC_MODES: ReadonlySet<unknown> = new Set<SyncMode>(['full_refresh', 'incremental']);

/**
 * Reads a ConfiguredAirbyteCatalog, also as Airbyte's API writes it. Ignores `cursor_field`, `primary_key` and
 * `json_schema`: the source defines cursor and key, and the platform removes columns that are not selected.
 */
export function parseConfiguredCatalog(
  value: unknown,
  declared: readonly DeclaredStream[],
): ParsedCatalog {
  const known = new Map(declared.map((stream) => [stream.name, stream]));
  const streams: ConfiguredStream[] = [];
  const unknown = new Map<string, ConnectorError>();
  const { catalog, isApiForm: isOfApi } = unwrapCatalog(value);
  const notices: string[] = isOfApi ? [notice(PROTOCOL_LINES.apiCatalog)] : [];
  for (const configured of configuredStreams(catalog)) {
    const { name, syncMode } = configured;
    const stream = known.get(name);
    if (stream === undefined) unknown.set(name, unknownStream(name, known.keys()));
    else if (stream.supported_sync_modes.includes(syncMode)) streams.push(configured);
    else if (!stream.supported_sync_modes.includes('full_refresh'))
      streams.push({ ...configured, syncMode: 'incremental' });
    else {
      // PyAirbyte requests `incremental` for every stream.
      streams.push({ ...configured, syncMode: 'full_refresh' });
      notices.push(notice(PROTOCOL_LINES.unsupportedSyncMode, { stream: name, syncMode }));
    }
  }
  if (streams.length + unknown.size === 0) notices.push(notice(PROTOCOL_LINES.noStreamSelected));
  return {
    catalog: { streams },
    unknown,
    notices,
  };
}

function configuredStreams(value: unknown): ConfiguredStream[] {
  const discovered = describeDiscoverOutput(value);
  if (discovered !== undefined) throw discoveredCatalog(discovered);
  if (!isJsonObject(value) || !Array.isArray(value['streams'])) {
    throw invalid('the catalog', 'an object with a list "streams"');
  }
  const streams = (value['streams'] as readonly unknown[]).flatMap(entry);
  const twice = streams.find(
    ({ name }, index) => streams.findIndex((other) => other.name === name) < index,
  );
  if (twice !== undefined)
    throw invalid(`streams, ${twice.name}`, 'each stream once', 'a duplicate');
  return streams;
}

/** Which output of `discover` was given, if any. It offers streams but does not say which are selected, and how. */
function describeDiscoverOutput(value: unknown): string | undefined {
  if (!isJsonObject(value)) return undefined;
  if (value['type'] === 'CATALOG') return 'the CATALOG message that discover prints';
  const streams: unknown = value['streams'];
  if (!Array.isArray(streams) || streams.length === 0) return undefined;
  if (!streams.every(isBareStream)) return undefined;
  return streams.some((configuredStream) => 'syncMode' in configuredStream)
    ? "streams as Airbyte's public API configures them"
    : 'the catalog that discover prints';
}

function isBareStream(entry: unknown): entry is JsonObject {
  return isJsonObject(entry) && !('stream' in entry) && typeof entry['name'] === 'string';
}

function discoveredCatalog(found: string): ConnectorError {
  return new ConnectorError(PROTOCOL_ERRORS['catalog-invalid'], {
    expected: 'streams such as {"stream": {"name": "…"}, "sync_mode": "full_refresh"}',
    found,
    action: `Turn it into a configured catalog. ${README_SAYS_HOW}`,
  });
}

function entry(value: unknown, index: number): ConfiguredStream[] {
  const where = `streams[${index}]`;
  if (!isJsonObject(value) || !isJsonObject(value['stream'])) {
    throw invalid(where, 'an object with "stream" and "sync_mode"');
  }
  const { name } = value['stream'];
  if (typeof name !== 'string' || name === '') throw invalid(`${where}.stream.name`, 'a name');
  const settings = streamSettings(value);
  if (settings.isDeselected) return [];
  const { generationId, syncId, destinationSyncMode } = settings;
  return [
    {
      name,
      syncMode: syncModeOf(settings.syncMode, name),
      ...(typeof generationId === 'number' ? { generationId } : {}),
      ...(Number.isSafeInteger(syncId) ? { syncId: syncId as number } : {}),
      ...(DEDUPLICATING.has(destinationSyncMode) ? { isDeduplicated: true } : {}),
    },
  ];
}

function syncModeOf(value: unknown, name: string): SyncMode {
  // Hand-written catalogs and the output of `discover` have no mode.
  if (value === undefined || value === null) return 'full_refresh';
  if (SYNC_MODES.has(value)) return value as SyncMode;
  throw invalid(
    `streams, ${name}, sync_mode`,
    'full_refresh or incremental',
    JSON.stringify(value).slice(0, 60),
  );
}

function unknownStream(name: string, known: Iterable<string>): ConnectorError {
  const names = [...known];
  const meant = nearest(name, names);
  const { action } = PROTOCOL_ERRORS['stream-unknown'];
  return new ConnectorError(PROTOCOL_ERRORS['stream-unknown'], {
    expected: `one of ${names.join(', ')}`,
    found: JSON.stringify(name),
    ...(meant === undefined ? {} : { action: `Did you mean ${meant}? ${action}` }),
  });
}

function invalid(where: string, expected: string, found?: string): ConnectorError {
  const facts = found === undefined ? { where, expected } : { where, expected, found };
  return new ConnectorError(PROTOCOL_ERRORS['catalog-invalid'], facts);
}
