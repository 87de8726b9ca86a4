import { isJsonObject, type JsonObject, type JsonValue } from './json';

/** One field of the form: a property of the spec and its path. */
export interface Property {
  /** Keys from the top level, such as `['advanced', 'api_url']`. */
  readonly path: readonly string[];
  readonly schema: JsonObject;
}

export function propertySchemas(schema: JsonObject): ReadonlyMap<string, JsonObject> {
  const { properties } = schema;
  if (!isJsonObject(properties)) return new Map();
  return new Map(
    Object.entries(properties).flatMap(([key, value]) =>
      isJsonObject(value) ? [[key, value]] : [],
    ),
  );
}

/** List items resolve to the list. */
export function propertyAt(schema: JsonObject, path: readonly string[]): Property {
  let found: Property = { path: [], schema };
  for (const key of path) {
    const next = propertySchemas(found.schema).get(key);
    if (next === undefined) return found;
    found = { path: [...found.path, key], schema: next };
  }
  return found;
}

/** How users know the field: its title in the form and its key. */
export function fieldLabel({ path, schema }: Property): string {
  const key = path.join('.');
  if (key === '') return 'The configuration';
  return typeof schema['title'] === 'string' ? `${schema['title']} (${key})` : key;
}

export function keywordText(schema: JsonObject, keyword: string): string | undefined {
  const value = schema[keyword];
  return typeof value === 'string' ? value : undefined;
}

/** A URL field: only such fields have a pattern with a scheme. */
export function isUrl(schema: JsonObject): boolean {
  return schema['type'] === 'string' && (keywordText(schema, 'pattern') ?? '').includes('://');
}

/** A field for pasted values: text that has to be there and that the spec doesn't constrain any further. */
export function isPasted(schema: JsonObject): boolean {
  return (
    schema['type'] === 'string' &&
    'minLength' in schema &&
    !['enum', 'pattern', 'format'].some((word) => word in schema)
  );
}

export function isSecret(schema: JsonObject): boolean {
  return schema['airbyte_secret'] === true;
}

/** Visits each config value that the spec defines, depth first. */
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
