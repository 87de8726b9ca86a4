#!/usr/bin/env node
// One version, everywhere: node scripts/check-version.mjs [TAG]. Each file below, and the tag if given, must have the
// version of package.json. A tagged version needs a date in the changelog.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = process.env.PROJECT_ROOT ?? join(import.meta.dirname, '..');
const tag = process.argv[2];
const read = (file) => readFileSync(join(root, file), 'utf8');
const { version } = JSON.parse(read('package.json'));

/**
 * Files with the version, and how to find it. Every match counts; there must be at least one.
 *
 * @type {readonly [file: string, pattern: RegExp][]}
 */
const PLACES = [
  ['package-lock.json', /^ {2}"version": "([^"]+)"/gm],
  ['metadata.yaml', /^ {2}dockerImageTag: (\S+)/gm],
  ['Dockerfile', /^ARG VERSION=(\S+)/gm],
  ['README.md', /source-navan:(\d[\w.-]*)/g],
  ['docs/airbyte.md', /source-navan:(\d[\w.-]*)|\| Docker image tag +\| `([^`]+)`/g],
  ['examples/pyairbyte.py', /source-navan:(\d[\w.-]*)/g],
  ['examples/docker-run/sync.sh', /source-navan:(\d[\w.-]*)/g],
  ['examples/docker-run/README.md', /source-navan:(\d[\w.-]*)/g],
  ['examples/terraform/main.tf', /docker_image_tag += "(.+)"/g],
  ['CHANGELOG.md', /^## \[(\d[^\]]*)\]/m],
];

/** @returns {readonly (string | undefined)[]} */
function versionsIn(file, pattern) {
  const text = read(file);
  return pattern.global
    ? [...text.matchAll(pattern)].map((match) => match.slice(1).find(Boolean))
    : (pattern.exec(text)?.slice(1) ?? []);
}

/** @type {[place: string, found: readonly (string | undefined)[]][]} */
const said = PLACES.map(([file, pattern]) => [file, versionsIn(file, pattern)]);
if (tag !== undefined) said.push(['tag', [tag.replace(/^v/, '')]]);

const wrong = said.filter(
  ([, found]) => found.length === 0 || found.some((one) => one !== version),
);
for (const [place, found] of wrong)
  console.error(`${place}: expected ${version}, found ${[...new Set(found)].join(', ') || 'none'}`);

const [, date] = new RegExp(`^## \\[${version}\\] - (.+)$`, 'm').exec(read('CHANGELOG.md')) ?? [];
const isUndated = tag !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(date ?? '');
if (isUndated)
  console.error(`CHANGELOG.md: expected a date behind ${version}, found ${date ?? 'none'}`);
process.exitCode = wrong.length > 0 || isUndated ? 1 : 0;
