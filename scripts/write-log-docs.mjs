#!/usr/bin/env node
// Writes docs/log.md from the lines of the log in src/log. Reads dist, so build first. A test compares the two.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layersOf } from './tables.mjs';

const LAYERS = {
  cli: 'Environment',
  client: 'Requests',
  config: 'Configuration',
  protocol: 'Catalog and state',
  read: 'Sync, check and discovery',
  report: 'The course of a sync',
};

function layerText({ layer, entries }) {
  return [`## ${LAYERS[layer]}`, ...entries.map(lineText)].join('\n\n');
}

function lineText({ level, text, meaning, action }) {
  return [`### ${text}`, `\`${level}\`. ${meaning}`, `What to do: ${action}`].join('\n\n');
}

const head = `# What the log says

<!-- Written by scripts/write-log-docs.mjs from src/log. Change it there. -->

Every line of the log is one of these sentences, followed by its facts as \`key=value\`. \`LOG_LEVEL\` decides which levels are shown (default: \`INFO\`). A check also logs, at \`WARN\`, the [errors](errors.md) of streams that it cannot read. Errors are not log lines; they are listed in [errors](errors.md). With \`advanced.request_log\`, the log also has [a line of JSON for each request](operations.md#the-request-log). [One command](operations.md#draw-a-log) draws a log as a page.`;
writeFileSync(
  join(import.meta.dirname, '../docs/log.md'),
  `${[head, ...layersOf('src/log', '-lines').map(layerText)].join('\n\n')}\n`,
);
