import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

import { ConnectorError } from '../errors/connector-error';
import { MANIFEST_ERRORS } from '../errors/manifest-errors';
import { source } from './components/source';
import type { Manifest } from './model';
import { Place } from './place';
import { componentOf } from './readers';
import { resolveReferences } from './references';

/** Reads and compiles a manifest. Whatever this runtime does not implement is refused here, with its path. */
export function loadManifest(file: string): Manifest {
  return compileManifest(readYaml(file));
}

/** `document`: the manifest as parsed YAML. */
export function compileManifest(document: unknown): Manifest {
  return componentOf(source)(new Place(resolveReferences(document), '', {}));
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConnectorError(MANIFEST_ERRORS['manifest-unreadable'], {
      where: file,
      found: error instanceof Error ? error.message : String(error),
    });
  }
}
