import type { ErrorObject } from 'ajv';
import { explainDateTime } from './explain-date-time';
import { explainUrl } from './explain-url';
import { isJsonObject, type JsonObject } from './json';
import { nearest } from './nearest';
import { shown, type Explanation, type Problem } from './problem';
import { isPasted, isUrl, fieldLabel, propertyAt, propertySchemas, keywordText } from './property';
import type { Property } from './property';

const TYPES: Readonly<Record<string, string>> = {
  string: 'text in quotes',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** Explains a schema error in the words of the form. `now` in epoch milliseconds. */
export function explainSchemaError(error: ErrorObject, schema: JsonObject, now: number): Problem {
  const path = error.instancePath.split('/').slice(1).map(unescaped);
  if (error.keyword === 'required') return missing(error, propertyAt(schema, path));
  const property = propertyAt(schema, path);
  const field = fieldLabel(property);
  const found = isPasted(property.schema) ? withheld(error.data) : shown(error.data);
  switch (error.keyword) {
    case 'type':
      return { field, expected: TYPES[String(error.params['type'])] ?? 'another type', found };
    case 'enum':
      return { field, ...choice(error) };
    case 'pattern':
    case 'format':
      return { field, ...shape(String(error.data), property, now) };
    case 'minLength':
      return { field, expected: 'a value', found: 'an empty one' };
    case 'uniqueItems':
      return { field, expected: 'each value once', found: `${shown(repeated(error))} twice` };
    default:
      return { field, expected: expectation(error), found };
  }
}

function missing(error: ErrorObject, { path, schema }: Property): Problem {
  const key = String(error.params['missingProperty']);
  const known = propertySchemas(schema);
  const unknown = isJsonObject(error.data)
    ? Object.keys(error.data).filter((name) => !known.has(name))
    : [];
  const field = fieldLabel({ path: [...path, key], schema: known.get(key) ?? {} });
  const similar = nearest(key, unknown);
  if (similar !== undefined) {
    const found = `is missing; found ${JSON.stringify(similar)} instead`;
    return { field, found, hint: `Did you mean ${key}?` };
  }
  const group = unknown.find((name) => holds(error.data, name, key));
  if (group === undefined) return { field, found: 'is missing' };
  const found = `is missing; found inside ${JSON.stringify(group)}`;
  return { field, found, hint: 'Move it one level up.' };
}

/** Some programs export the whole form nested under one key. */
function holds(data: unknown, group: string, key: string): boolean {
  const inner = isJsonObject(data) ? data[group] : undefined;
  return isJsonObject(inner) && key in inner;
}

function choice(error: ErrorObject): Explanation {
  const allowed = (error.params['allowedValues'] as readonly unknown[]).map(String);
  const meant = typeof error.data === 'string' ? nearest(error.data, allowed) : undefined;
  return {
    expected: `one of ${allowed.join(', ')}`,
    found: shown(error.data),
    ...(meant === undefined ? {} : { hint: `Did you mean ${meant}?` }),
  };
}

function shape(value: string, { schema }: Property, now: number): Explanation {
  if (isUrl(schema)) return explainUrl(value, schema);
  const date = schema['format'] === 'date-time' ? explainDateTime(value, now) : undefined;
  const expected = keywordText(schema, 'pattern_descriptor') ?? 'another form';
  return date ?? { expected, found: shown(value) };
}

const BOUNDS: Readonly<Record<string, string>> = {
  minimum: 'at least',
  maximum: 'at most',
  exclusiveMinimum: 'more than',
  exclusiveMaximum: 'less than',
};

function expectation({ keyword, message, params }: ErrorObject): string {
  const bound = BOUNDS[keyword];
  return bound === undefined ? (message ?? 'another value') : `${bound} ${params['limit']}`;
}

function repeated({ data, params }: ErrorObject): unknown {
  return (data as readonly unknown[])[Number(params['i'])];
}

/** Never quotes a value that could be a credential. */
function withheld(value: unknown): string {
  if (typeof value === 'string') return 'a text';
  return typeof value === 'number' ? 'a number without quotes' : shown(value);
}

/** Unescapes a JSON pointer segment (RFC 6901). */
function unescaped(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
