import Ajv from 'ajv';
import type { ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { JsonObject } from './json';

/** One error per location: the first is the most specific. */
export function schemaErrors(value: JsonObject, schema: JsonObject): ErrorObject[] {
  // `strict` rejects Airbyte's own keywords (`order`, `airbyte_secret`).
  const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  if (validate(value)) return [];
  return onePerPlace(validate.errors ?? []);
}

function onePerPlace(errors: readonly ErrorObject[]): ErrorObject[] {
  const places = new Map<string, ErrorObject>();
  for (const error of errors) {
    const missing: unknown = error.params['missingProperty'];
    const place = `${error.instancePath}/${typeof missing === 'string' ? missing : ''}`;
    if (!places.has(place)) places.set(place, error);
  }
  return [...places.values()];
}
