import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compileManifest } from '../../../src/manifest/load';
import type { Manifest } from '../../../src/manifest/model';
import { resolveReferences } from '../../../src/manifest/references';

/** A test's changes: the value at each path, such as `streams/3/name`; undefined removes it. */
export type Changes = Readonly<Record<string, unknown>>;

const yaml = readFileSync(join(__dirname, '../../../resources/manifest.yaml'), 'utf8');
const resolved = JSON.stringify(resolveReferences(parse(yaml)));

/**
 * Compiles the project's own manifest after a change. Its references are resolved, so that a single
 * stream can be changed.
 */
export function compileChanged(changes: Changes): Manifest {
  const manifest: unknown = JSON.parse(resolved);
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('/');
    const last = steps.pop() ?? '';
    const parent = steps.reduce((node, step) => node[step] as Parent, manifest as Parent);
    if (value === undefined) Reflect.deleteProperty(parent, last);
    else parent[last] = value;
  }
  return compileManifest(manifest);
}

type Parent = Record<string, unknown>;
