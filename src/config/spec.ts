import { isJsonObject, type JsonObject } from './json';
import { isUrl, keywordText } from './property';

/** The content of the SPEC message, from the manifest. */
export interface ConnectorSpec {
  /** Absent or a valid URL: with any other text Airbyte drops the whole SPEC message. */
  readonly documentationUrl?: string | undefined;
  readonly changelogUrl?: string;
  /**
   * JSON schema (draft-07) of the config, with Airbyte's keywords (`airbyte_secret`, `order`, `pattern_descriptor`).
   */
  readonly connectionSpecification: JsonObject;
  readonly supportsIncremental?: boolean;
  readonly supported_destination_sync_modes?: readonly string[];
}

/**
 * Extends the patterns of URL fields to the hosts that the operator allows, over https only. Airbyte validates the
 * config against the spec before the connector does, so both must agree.
 */
export function widenSpec(spec: ConnectorSpec, hosts: readonly string[]): ConnectorSpec {
  if (hosts.length === 0) return spec;
  const names = hosts.map((host) => host.replaceAll('.', '\\.')).join('|');
  const widened = widen(spec.connectionSpecification, `^https://(${names})(:[0-9]{1,5})?/?$`);
  return { ...spec, connectionSpecification: widened };
}

function widen(schema: JsonObject, pattern: string): JsonObject {
  if (isUrl(schema))
    return { ...schema, pattern: `(${keywordText(schema, 'pattern') ?? ''})|(${pattern})` };
  const { properties } = schema;
  if (!isJsonObject(properties)) return schema;
  const widened = Object.entries(properties).map(([key, inner]) => [
    key,
    isJsonObject(inner) ? widen(inner, pattern) : inner,
  ]);
  return { ...schema, properties: Object.fromEntries(widened) as JsonObject };
}
