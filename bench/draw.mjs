#!/usr/bin/env node
// @ts-check
// Draws what `npm run bench` measured: pictures in docs/images/performance/, and the table of docs/performance.md.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { PICTURES } from './draw/pictures.mjs';
import { tableOf } from './draw/table.mjs';

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs/performance.md');
const folder = join(root, 'docs/images/performance');
const BEGIN = '<!-- results: written by npm run bench -->';
const END = '<!-- end of results -->';

const file = process.argv[2] ?? join(root, 'bench/results.json');
/** @type {import('./draw/results.mjs').Results} */
const results = JSON.parse(readFileSync(file, 'utf8'));

mkdirSync(folder, { recursive: true });
for (const [name, draw] of Object.entries(PICTURES)) {
  const path = join(folder, `${name}.svg`);
  const picture = draw(results);
  // The table doesn't link a picture of a part that wasn't measured.
  if (picture === undefined) rmSync(path, { force: true });
  else writeFileSync(path, picture);
}

const text = readFileSync(page, 'utf8');
const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
if (begin < 0 || end < begin) throw new Error(`${page} needs the lines "${BEGIN}" and "${END}".`);
const written = `${text.slice(0, begin)}${BEGIN}\n\n${tableOf(results)}\n${text.slice(end)}`;
const options = { ...(await resolveConfig(page)), filepath: page };
writeFileSync(page, await format(written, options));
