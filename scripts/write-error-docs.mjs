#!/usr/bin/env node
// Writes docs/errors.md from the error kinds in src/errors. Reads dist, so build first. A test compares the two.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layersOf } from './tables.mjs';

const TITLES = {
  cli: 'Command line',
  client: 'Requests',
  config: 'Configuration',
  manifest: 'Manifest',
  probe: 'Probe',
  protocol: 'Catalog, state and output',
  read: 'Sync, check and discovery',
  stream: 'Pages and time windows',
};

const WHO = {
  config_error: 'you need to fix this; Airbyte will not retry',
  transient_error: 'temporary; Airbyte retries automatically',
  system_error: 'a bug in the connector; please report it',
};

function layerText({ layer, entries }) {
  return [`## ${TITLES[layer]}`, ...entries.map(kindText)].join('\n\n');
}

function kindText({ code, failureType, title, why, action }) {
  return [
    `### ${code}`,
    `**${title}.** \`${failureType}\`: ${WHO[failureType]}.`,
    `Why: ${why}`,
    `What to do: ${action}`,
  ].join('\n\n');
}

const head = `# Errors

<!-- Written by scripts/write-error-docs.mjs from src/errors, and its last section by test/inputs. Change it there. -->

Every error of the connector is one of these. A message consists of the title, where it happened, what was expected, what was found and what to do; it may be more specific than the advice here. The failure type says who acts next. [Wrong inputs and their messages](#wrong-inputs-and-their-messages) are at the end.`;
const page = join(import.meta.dirname, '../docs/errors.md');
// A test writes the rest: WRITE_DOCS=1 npx jest test/inputs.
const [, rest = ''] = readFileSync(page, 'utf8').split(/(?=^## Wrong inputs)/m);
writeFileSync(
  page,
  `${[head, ...layersOf('src/errors', '-errors').map(layerText)].join('\n\n')}\n\n${rest}`,
);
