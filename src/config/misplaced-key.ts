import { isJsonObject, type JsonObject } from './json';
import type { Problem } from './problem';
import { fieldLabel, propertySchemas, type Property } from './property';

/** Prefix of keys under which Airbyte injects whole manifests. */
const INJECTED = '__';

/** Form fields of all levels, by key. */
export function fieldsByKey(schema: JsonObject): ReadonlyMap<string, Property> {
  const fields = new Map<string, Property>();
  const collect = (parent: Property): void => {
    for (const [key, inner] of propertySchemas(parent.schema)) {
      const field = { path: [...parent.path, key], schema: inner };
      if (!fields.has(key)) fields.set(key, field);
      collect(field);
    }
  };
  collect({ path: [], schema });
  return fields;
}

/** Form fields at the wrong level. Ignoring a misplaced address would send the credential to the default one. */
export function misplacedKeys(config: JsonObject, schema: JsonObject): readonly Problem[] {
  const fields = fieldsByKey(schema);
  const problems: Problem[] = [];
  const look = (value: JsonObject, path: readonly string[], here: JsonObject): void => {
    const known = propertySchemas(here);
    for (const [key, inner] of Object.entries(value)) {
      if (inner === null || key.startsWith(INJECTED)) continue;
      const field = known.has(key) ? undefined : fields.get(key);
      if (field !== undefined) problems.push(misplaced(field, path));
      else if (isJsonObject(inner)) look(inner, [...path, key], known.get(key) ?? {});
    }
  };
  look(config, [], schema);
  return problems;
}

function misplaced(field: Property, path: readonly string[]): Problem {
  return {
    field: fieldLabel(field),
    found: `belongs ${level(field.path.slice(0, -1))}, not ${level(path)}`,
  };
}

function level(path: readonly string[]): string {
  return path.length === 0 ? 'at the top level' : `inside ${JSON.stringify(path.join('.'))}`;
}
