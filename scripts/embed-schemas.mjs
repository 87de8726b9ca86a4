#!/usr/bin/env node
// Copies resources/schemas/*.json into resources/manifest.yaml, between the two comments below, because Airbyte's
// runtime only reads the manifest. With --check it writes nothing and exits with 1 if the copy is stale.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const resources = join(import.meta.dirname, '..', 'resources');
const manifestPath = join(resources, 'manifest.yaml');
const BEGIN =
  '# Begin of the embedded schemas (scripts/embed-schemas.mjs writes them from resources/schemas).';
const END = '# End of the embedded schemas.';

/** JSON is YAML, so a field is one line of JSON. */
function schemaLines(fileName) {
  const { properties, ...rest } = JSON.parse(
    readFileSync(join(resources, 'schemas', fileName), 'utf8'),
  );
  const line = ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  return [
    `  ${fileName.replace(/\.json$/, '')}:`,
    ...Object.entries(rest).map((entry) => `    ${line(entry)}`),
    '    "properties":',
    ...Object.entries(properties).map((entry) => `      ${line(entry)}`),
  ];
}

function embed(manifest) {
  const [before, afterBegin] = splitOnce(manifest, BEGIN);
  const [, after] = splitOnce(afterBegin, END);
  const files = readdirSync(join(resources, 'schemas')).filter((name) => name.endsWith('.json'));
  const lines = ['schemas:', ...files.sort().flatMap(schemaLines)];
  return `${before}${BEGIN}\n${lines.join('\n')}\n${END}${after}`;
}

function splitOnce(text, marker) {
  const parts = text.split(marker);
  if (parts.length !== 2)
    throw new Error(`resources/manifest.yaml: expected exactly one line "${marker}"`);
  return parts;
}

const current = readFileSync(manifestPath, 'utf8');
const embedded = embed(current);
if (process.argv.includes('--check')) {
  if (embedded !== current) {
    console.error('resources/manifest.yaml has stale schemas. Run: node scripts/embed-schemas.mjs');
    process.exitCode = 1;
  }
} else if (embedded !== current) {
  writeFileSync(manifestPath, embedded);
}
