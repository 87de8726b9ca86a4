import { ConnectorError } from '../errors/connector-error';
import { CONFIG_ERRORS } from '../errors/config-errors';
import type { Config } from './config';
import { explainDateTime } from './explain-date-time';
import { explainSchemaError } from './explain-schema-error';
import { explainUrl } from './explain-url';
import { deepFreeze, isJsonObject, type JsonObject, type JsonValue } from './json';
import { misplacedKeys } from './misplaced-key';
import { normalise, type Normalised } from './normalise';
import { problemText, shown, type Explanation, type Problem } from './problem';
import { isSecret, isUrl, fieldLabel, propertyAt, keywordText, visit } from './property';
import { schemaErrors } from './schema-check';
import type { ConnectorSpec } from './spec';

/** Validates the user's config. Throws one `config-invalid` that names every mistake. `now` in epoch milliseconds. */
export function parseConfig(value: unknown, spec: ConnectorSpec, now: number = Date.now()): Config {
  const schema = spec.connectionSpecification;
  const given = objectOf(value);
  const normalised = normalise(given, schema);
  const problems = problemsOf(normalised, schema, now);
  if (problems.length > 0) {
    const action = problems.map(problemText).join(' ');
    throw new ConnectorError(CONFIG_ERRORS['config-invalid'], { action });
  }
  return deepFreeze({
    raw: normalised.value,
    secrets: secretsOf(normalised.value, schema),
    notices: normalised.notices,
  });
}

/** Values of all fields marked `airbyte_secret`, even if the config is invalid. */
export function secretsOf(value: unknown, schema: JsonObject): readonly string[] {
  const secrets: string[] = [];
  visit(isJsonObject(value) ? value : {}, schema, (inner, property) => {
    if (isSecret(property.schema) && typeof inner === 'string') secrets.push(inner);
  });
  return secrets;
}

function objectOf(value: unknown): JsonObject {
  if (isJsonObject(value)) return value;
  throw new ConnectorError(CONFIG_ERRORS['config-invalid'], {
    expected: 'a JSON object',
    found: shown(value),
    action: 'Write the values of the form as one JSON object.',
  });
}

function problemsOf(normalised: Normalised, schema: JsonObject, now: number): Problem[] {
  const { value, refusals } = normalised;
  const refused = [...refusals].map(([path, found]) => ({
    field: fieldLabel(propertyAt(schema, path.split('.'))),
    expected: `the value as ${nameOfService(schema)} shows it`,
    found,
  }));
  const invalid = schemaErrors(value, schema)
    .filter((error) => !refusals.has(error.instancePath.slice(1).replaceAll('/', '.')))
    .map((error) => explainSchemaError(error, schema, now));
  const misplaced = misplacedKeys(value, schema);
  return onePerField([
    ...refused,
    ...invalid,
    ...misplaced,
    ...impossibleValues(value, schema, now),
  ]);
}

function onePerField(problems: readonly Problem[]): Problem[] {
  return [
    ...new Map(problems.toReversed().map((problem) => [problem.field, problem])).values(),
  ].reverse();
}

function nameOfService(schema: JsonObject): string {
  return keywordText(schema, 'title') ?? 'the service';
}

/** What a schema can't express: future times, dates that don't exist, ports that don't exist. */
function impossibleValues(value: JsonValue, schema: JsonObject, now: number): Problem[] {
  const problems: Problem[] = [];
  visit(value, schema, (inner, property) => {
    if (typeof inner !== 'string') return;
    const explanation = explanationOf(inner, property.schema, now);
    if (explanation !== undefined) problems.push({ field: fieldLabel(property), ...explanation });
  });
  return problems;
}

function explanationOf(value: string, schema: JsonObject, now: number): Explanation | undefined {
  if (schema['format'] === 'date-time') return explainDateTime(value, now);
  return isUrl(schema) && !URL.canParse(value) ? explainUrl(value, schema) : undefined;
}
