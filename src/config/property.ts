import { isJsonObject } from './json';
import type { JsonObject, JsonValue } from './json';

/** One field of the form: a property of the spec with the place where it stands. */
export interface Property {
  /** Keys from the top, `['advanced', 'api_url']`. */
  readonly path: readonly string[];
  readonly schema: JsonObject;
}

/** The schemas of an object's properties by key. */
export function propertySchemas(schema: JsonObject): ReadonlyMap<string, JsonObject> {
  const { properties } = schema;
  if (!isJsonObject(properties)) return new Map();
  return new Map(
    Object.entries(properties).flatMap(([key, value]) =>
      isJsonObject(value) ? [[key, value]] : [],
    ),
  );
}

/** The property at a path; items of lists stand for the list. */
export function propertyAt(schema: JsonObject, path: readonly string[]): Property {
  let found: Property = { path: [], schema };
  for (const key of path) {
    const next = propertySchemas(found.schema).get(key);
    if (next === undefined) return found;
    found = { path: [...found.path, key], schema: next };
  }
  return found;
}

/** What a person knows the field by: its title in the form and its key. */
export function fieldLabel({ path, schema }: Property): string {
  const key = path.join('.');
  if (key === '') return 'The configuration';
  return typeof schema['title'] === 'string' ? `${schema['title']} (${key})` : key;
}

export function keywordText(schema: JsonObject, keyword: string): string | undefined {
  const value = schema[keyword];
  return typeof value === 'string' ? value : undefined;
}

/** A field for a host to talk to: only the pattern of such a field holds a scheme. */
export function isUrl(schema: JsonObject): boolean {
  return schema['type'] === 'string' && (keywordText(schema, 'pattern') ?? '').includes('://');
}

/** A field into which people paste what another program shows them: text that the spec does not describe further. */
export function isPasted(schema: JsonObject): boolean {
  return (
    schema['type'] === 'string' && !['enum', 'pattern', 'format'].some((word) => word in schema)
  );
}

export function isSecret(schema: JsonObject): boolean {
  return schema['airbyte_secret'] === true;
}

/** Visits each value of the config that the spec knows, depth first. */
export function visit(
  value: JsonValue | undefined,
  schema: JsonObject,
  see: (value: JsonValue, property: Property) => void,
  path: readonly string[] = [],
): void {
  if (value === undefined) return;
  see(value, { path, schema });
  if (!isJsonObject(value)) return;
  for (const [key, inner] of propertySchemas(schema)) visit(value[key], inner, see, [...path, key]);
}
