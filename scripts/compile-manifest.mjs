#!/usr/bin/env node
// Compiles resources/manifest.yaml, so that a mistake fails the build and not a sync, and writes it to
// dist/manifest.json, because JSON is read ten times as fast.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const { compileManifest } = createRequire(import.meta.url)('../dist/src/manifest/load.js');
const document = parse(readFileSync(join(root, 'resources/manifest.yaml'), 'utf8'));
try {
  compileManifest(document);
  writeFileSync(join(root, 'dist/manifest.json'), JSON.stringify(document));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
