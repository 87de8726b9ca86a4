import { isJsonObject } from './json';
import type { JsonObject } from './json';
import { isUrl, keywordText } from './property';

/** What the SPEC message says; the manifest is its source. */
export interface ConnectorSpec {
  /** Absent, or a real URL: with any other text the platform drops the whole SPEC message. */
  readonly documentationUrl?: string | undefined;
  readonly changelogUrl?: string;
  /** JSON schema (draft-07) of the config, with Airbyte's words (`airbyte_secret`, `order`, `pattern_descriptor`). */
  readonly connectionSpecification: JsonObject;
  readonly supportsIncremental?: boolean;
  readonly supported_destination_sync_modes?: readonly string[];
}

/**
 * Lets the patterns of URL fields also match the hosts that the operator allows, by https only. The platform checks
 * the config against the spec before the connector sees it, so both have to agree.
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
