import { join } from 'node:path';
import { loadManifest } from '../../src/manifest/load';

const { streams } = loadManifest(join(__dirname, '../../resources/manifest.yaml'));

/** The streams of the manifest in its order, each with the scope that it needs. */
export const SCOPES: ReadonlyMap<string, string> = new Map(
  streams.map(({ name, extension }) => [name, extension.scope]),
);
