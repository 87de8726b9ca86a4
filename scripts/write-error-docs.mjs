#!/usr/bin/env node
// Writes docs/errors.md from the error kinds in src/errors. Reads dist, so build first. A test compares the two.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const compiled = join(root, 'dist/src/errors');
const load = createRequire(import.meta.url);

const WHO = {
  config_error: 'you need to fix this; Airbyte will not retry',
  transient_error: 'temporary; Airbyte retries automatically',
  system_error: 'a bug in the connector; please report it',
};

function layerText(fileName) {
  const layer = fileName.replace('-errors.js', '');
  const kinds = Object.values(load(join(compiled, fileName))).flatMap((table) =>
    Object.values(table),
  );
  return [`## ${layer[0].toUpperCase()}${layer.slice(1)}`, ...kinds.map(kindText)].join('\n\n');
}

function kindText({ code, failureType, title, why, action }) {
  return [
    `### ${code}`,
    `**${title}.** \`${failureType}\`: ${WHO[failureType]}.`,
    `Why: ${why}`,
    `What to do: ${action}`,
  ].join('\n\n');
}

const files = readdirSync(compiled).filter((name) => name.endsWith('-errors.js'));
const head = `# Errors

<!-- Written by scripts/write-error-docs.mjs from src/errors, and its last section by test/inputs. Change it there. -->

Every error of the connector is one of these. A message has the title, where it happened, what was expected, what was found and what to do, which may be more specific than the advice here. The failure type says who acts next. [Wrong inputs and their errors](#wrong-inputs-and-what-is-said-of-them) are at the end.`;
const page = join(root, 'docs/errors.md');
// A test writes the rest: WRITE_DOCS=1 npx jest test/inputs.
const [, rest = ''] = readFileSync(page, 'utf8').split(/(?=^## Wrong inputs)/m);
writeFileSync(page, `${[head, ...files.sort().map(layerText)].join('\n\n')}\n\n${rest}`);
