import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const schema = JSON.parse(
  readFileSync(join(__dirname, 'airbyte-message.schema.json'), 'utf8'),
) as object;
const ajv = addFormats(new Ajv({ allowUnionTypes: true }));
const isMessage = ajv.compile(schema);

/** Why a line of stdout is not an Airbyte protocol message; undefined if it is one. */
export function messageProblem(line: string): string | undefined {
  const start = line.slice(0, 200);
  try {
    if (isMessage(JSON.parse(line))) return undefined;
  } catch {
    return `not JSON: ${start}`;
  }
  return `${ajv.errorsText(isMessage.errors, { dataVar: 'message' })}: ${start}`;
}
