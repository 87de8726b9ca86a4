import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type * as Yaml from 'yaml';

import { ConnectorError } from '../errors/connector-error';
import { MANIFEST_ERRORS } from '../errors/manifest-errors';
import { source } from './components/source';
import type { Manifest } from './model';
import { ManifestNode } from './manifest-node';
import { componentOf } from './decoders';
import { resolveReferences } from './references';

/** Compiles a manifest, YAML or the build's JSON. Refuses what this runtime doesn't implement, with its path. */
export function loadManifest(file: string): Manifest {
  return compileManifest(readDocument(file));
}

/** `document`: the manifest as parsed YAML. */
export function compileManifest(document: unknown): Manifest {
  return componentOf(source)(new ManifestNode(resolveReferences(document), '', {}));
}

function readDocument(file: string): unknown {
  try {
    const text = readFileSync(file, 'utf8');
    return file.endsWith('.json') ? (JSON.parse(text) as unknown) : parseYaml(text);
  } catch (error) {
    throw new ConnectorError(MANIFEST_ERRORS['manifest-unreadable'], {
      where: file,
      found: error instanceof Error ? error.message : String(error),
    });
  }
}

/** A built connector never loads this: parsing the YAML takes longer than everything else that `spec` does. */
function parseYaml(text: string): unknown {
  const { parse } = createRequire(__filename)('yaml') as typeof Yaml;
  return parse(text);
}
