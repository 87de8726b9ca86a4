import { isJsonObject, type JsonObject, type JsonValue } from '../config/json';

/** A name that is no usual identifier may be a value used as a key, so it is not printed. */
export function plainName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/.test(name) ? name : '(no plain name)';
}

/** The top-level field names that occur in any of these records. */
export function fieldsOf(rows: readonly JsonObject[]): ReadonlySet<string> {
  return new Set(rows.flatMap((row) => Object.keys(row)));
}

/** Fields at any depth that the schema lacks or gives another type, as `path: type`, each once, sorted. */
export function fieldsNotInSchema(
  rows: readonly JsonObject[],
  schema: JsonObject,
): readonly string[] {
  const found = new Set<string>();
  for (const row of rows) compare(row, schema, '', found);
  return [...found].sort();
}

function compare(value: JsonValue, schema: JsonObject, path: string, found: Set<string>): void {
  if (!allows(schema, value)) {
    found.add(`${path}: ${typeOf(value)}`);
  } else if (Array.isArray(value)) {
    const { items } = schema;
    if (isJsonObject(items)) {
      for (const item of value as readonly JsonValue[]) compare(item, items, `${path}[]`, found);
    }
  } else if (isJsonObject(value)) {
    members(value, schema, path, found);
  }
}

function members(value: JsonObject, schema: JsonObject, path: string, found: Set<string>): void {
  const { properties } = schema;
  // Some objects have undocumented contents.
  if (!isJsonObject(properties) || Object.keys(properties).length === 0) return;
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const place = path === '' ? plainName(name) : `${path}.${plainName(name)}`;
    if (isJsonObject(known)) compare(member, known, place, found);
    else found.add(`${place}: ${typeOf(member)}`);
  }
}

function allows({ type }: JsonObject, value: JsonValue): boolean {
  if (type === undefined) return true;
  const types = [type].flat();
  const actual = typeOf(value);
  return types.includes(actual) || (actual === 'number' && types.includes('integer'));
}

function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
