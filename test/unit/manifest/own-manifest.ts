import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compileManifest } from '../../../src/manifest/load';
import type { Manifest } from '../../../src/manifest/model';
import { resolveReferences } from '../../../src/manifest/references';

/** A test's changes: the value at each path, such as `streams/0/name`; undefined removes it. */
export type Changes = Readonly<Record<string, unknown>>;

const yaml = readFileSync(join(__dirname, '../../../resources/manifest.yaml'), 'utf8');
const resolved = JSON.stringify(resolveReferences(parse(yaml)));

interface Entry {
  readonly name: string;
  readonly streams?: readonly Entry[];
}

/** The names of the streams by their paths. Streams of one name stand under several conditions. */
const names = new Map(namesByPath((JSON.parse(resolved) as { streams: Entry[] }).streams));

function namesByPath(entries: readonly Entry[], folder = 'streams'): [string, string][] {
  return entries.flatMap(({ name, streams }, index) => {
    const path = `${folder}/${index}`;
    return streams ? namesByPath(streams, `${path}/streams`) : [[path, name]];
  });
}

export const STREAM_PATHS: readonly string[] = [...names.keys()];

/** The path of the first stream of this name. */
export function pathOf(stream: string): string {
  return STREAM_PATHS.find((path) => names.get(path) === stream) ?? `no stream ${stream}`;
}

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
